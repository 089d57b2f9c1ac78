import type { EntryReturn } from '@gangju/contract/entry'
import { type Say, useWords } from '../../net/language.tsx'
import type { Entry } from './use-entry.ts'

/** What is to know about the returns of the page before typing: given back, closed, late, already in the net. */
export function StandingLines({ entry }: { readonly entry: Entry }) {
  const { say } = useWords()
  const { returns, rows } = entry.page
  const inNet = new Set(
    rows.flatMap(({ filer, cells }) =>
      cells.some(({ before, home }) => before !== null && home === null) ? filer : [],
    ),
  )
  const places = new Map<string, EntryReturn[]>()
  for (const filed of returns) {
    const words = standingText(filed, { isInNet: inNet.has(filed.place.code), say })
    if (words) places.set(words, [...(places.get(words) ?? []), filed])
  }
  return (
    <ul className="standing-lines">
      {[...places].map(([words, filed]) => (
        <li key={words} className={filed[0]?.returnReason ? 'given-back' : undefined} data-testid="standing">
          {returns.length > 1 ? <b>{filed.map(({ place }) => place.name).join('、')}：</b> : null}
          {words}
        </li>
      ))}
    </ul>
  )
}

function standingText(filed: EntryReturn, { isInNet, say }: { readonly isInNet: boolean; readonly say: Say }): string {
  const { state, may, returnReason, isClosed, late, leaveUntil } = filed
  const stands = state === 'submitted' || state === 'approved' ? say(`entry.state.${state}`) : null
  const lines = [
    returnReason ? say('entry.wasReturned', { reason: returnReason }) : null,
    may.edit && isInNet ? say('entry.correction') : null,
    !may.edit && (stands || isClosed) ? `${say('entry.notYours')}${stands ?? say('entry.closed')}` : null,
    late ? say('entry.isLate') : null,
    leaveUntil ? say('entry.leave', { day: leaveUntil }) : null,
  ]
  return lines.filter((line) => line !== null).join('；')
}
