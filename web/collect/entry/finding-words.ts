import type { FormColumn } from '@gangju/net/form'
import type { Say, WordKey } from '../../net/language.tsx'
import type { TypedCell } from './draft.ts'

const told = new Set(
  ['otherUnit', 'inexactUnit', 'doubleMeaning', 'approximate', 'range', 'percent'].map((code) => `number.${code}`),
)

/** Why a typed text is not taken. */
export function typedFaultText({ fault, text }: TypedCell, { unit }: Pick<FormColumn, 'unit'>, say: Say): string {
  const key = fault !== null && told.has(fault) ? (`entry.fault.${fault}` as WordKey) : 'entry.fault'
  return say(key, { text, unit })
}
