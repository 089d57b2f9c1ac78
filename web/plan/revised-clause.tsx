import type { ClauseRevision, Hanging } from '@gangju/contract/planning'
import { sayCode, useWords } from '../net/language.tsx'
import { type RevisionDecision, removable, replaceable } from './revision-decision.ts'

export interface RevisedClauseProps {
  readonly clause: ClauseRevision
  readonly mayDecide: boolean
  readonly onDecide: (decision: RevisionDecision) => void
}

/** A clause in both versions: words taken out struck through, words put in underlined, and what hangs on it. */
export function RevisedClause({ clause, mayDecide, onDecide }: RevisedClauseProps) {
  const { say, language } = useWords()
  const { kind, before, after, edits, hanging } = clause
  return (
    <article className={`revised ${kind}`} data-testid="revised-clause" data-kind={kind}>
      <header>
        <small className="tag">{sayCode(language, 'revision', kind)}</small>
        <b>{(after ?? before)?.title}</b>
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
        <small className="note">
          {' '}
          {item.nearest ? say('revision.newWords', { words: item.nearest.words }) : say('revision.noNew')}
        </small>
      ) : (
        <small className="note"> {say('revision.ended')}</small>
      )}
      {mayDecide ? (
        <span className="no-print">
          {replace ? (
            <button type="button" onClick={() => onDecide(replace)} data-testid="supersede">
              {say('revision.supersede')}
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
