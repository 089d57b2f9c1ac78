import type { ClauseRevision, Hanging } from '@gangju/contract/planning'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import { type RevisionDecision, removable, replaceable } from './revision-decision.ts'

export interface RevisedClauseProps {
  readonly clause: ClauseRevision
  readonly mayDecide: boolean
  readonly onDecide: (decision: RevisionDecision) => void
}

/** A clause in both versions: words taken out struck through, words put in underlined, and what hangs on it. */
export function RevisedClause({ clause, mayDecide, onDecide }: RevisedClauseProps) {
  const { say, language } = useWords()
  const { kind, before, after, hanging } = clause
  const edits = withoutSigns(clause.edits)
  const title = (after ?? before)?.title ?? ''
  const saysTitle = edits
    .map((edit) => (edit.kind === 'removed' ? '' : edit.text))
    .join('')
    .startsWith(title)
  return (
    <article className={`revised ${kind}`} data-testid="revised-clause" data-kind={kind}>
      <header>
        <small className="tag">{sayCode(language, 'revision', kind)}</small>
        {saysTitle ? null : <b>{title}</b>}
      </header>
      <p>
        {edits.map(({ kind: edit, text }, at) => {
          const key = `${at}${edit}`
          if (edit === 'removed') return <del key={key}>{text}</del>
          if (edit === 'added') return <ins key={key}>{text}</ins>
          return <span key={key}>{text}</span>
        })}
      </p>
      {hanging.length > 0 ? (
        <div className="hanging">
          <small>{say('revision.hanging')}</small>
          <ul>
            {hanging.map((item) => (
              <HangingItem key={`${item.kind}${item.id}`} item={item} mayDecide={mayDecide} onDecide={onDecide} />
            ))}
          </ul>
        </div>
      ) : null}
    </article>
  )
}

interface HangingItemProps extends Pick<RevisedClauseProps, 'mayDecide' | 'onDecide'> {
  readonly item: Hanging
}

function HangingItem({ item, mayDecide, onDecide }: HangingItemProps) {
  const { say, language } = useWords()
  const replace = replaceable(item)
  const remove = removable(item)
  return (
    <li data-testid="hanging" data-in-force={item.inForce}>
      <small className="tag">{sayCode(language, 'planKind', item.kind)}</small> {item.words}
      {item.place ? `（${item.place.name}）` : ''}
      {item.inForce ? (
        <small className="note"> {newWordsOf(item, say)}</small>
      ) : (
        <small className="note"> {say('revision.ended')}</small>
      )}
      {mayDecide ? (
        <span className="hanging-tools no-print">
          {replace ? (
            <button type="button" onClick={() => onDecide(replace)} data-testid="supersede">
              {say(item.words === item.nearest?.words ? 'revision.carryOn' : 'revision.supersede')}
            </button>
          ) : null}
          {remove ? (
            <button type="button" className="quiet" onClick={() => onDecide(remove)}>
              {say(remove.kind === 'endGoal' ? 'revision.endGoal' : 'revision.withdraw')}
            </button>
          ) : null}
        </span>
      ) : null}
    </li>
  )
}

function newWordsOf({ words, nearest }: Hanging, say: Say): string {
  if (nearest === null) return say('revision.noNew')
  return nearest.words === words ? say('revision.sameWords') : say('revision.newWords', { words: nearest.words })
}

/** Neither the signs of a Markdown heading nor the line ends after a clause are words of it. */
function withoutSigns(edits: ClauseRevision['edits']): ClauseRevision['edits'] {
  return edits.map((edit, at) => {
    const text = at === 0 ? edit.text.replace(/^#{1,6} +/, '') : edit.text
    return { ...edit, text: at === edits.length - 1 ? text.trimEnd() : text }
  })
}
