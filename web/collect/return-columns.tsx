import type { DueReturn } from '@gangju/contract/returns'
import type { Say } from '../net/language.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { StateTag } from './state-tag.tsx'

/** Of which form; with its period where a list holds several. */
export function formColumn<Row extends { readonly formName: string; readonly period?: string }>(
  say: Say,
  { withPeriod = false }: { readonly withPeriod?: boolean } = {},
): TableColumn<Row> {
  const words = ({ formName, period }: Row) => (withPeriod ? `${formName} ${period}` : formName)
  return {
    key: 'form',
    header: say('returns.form'),
    label: say('returns.form'),
    cell: words,
    text: words,
    sortKey: words,
  }
}

/** Where a return stands in its chain. */
export function stateColumn<Row extends { readonly state: DueReturn['state'] }>(say: Say): TableColumn<Row> {
  return {
    key: 'state',
    header: say('returns.state'),
    label: say('returns.state'),
    cell: ({ state }) => <StateTag state={state} />,
    text: ({ state }) => say(`submission.state.${state}`),
    sortKey: ({ state }) => state,
  }
}
