import { type Contradiction, decideContradiction } from '@gangju/contract/planning'
import { type KeyboardEvent, useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { momentText } from '../net/clock-text.ts'
import { sayCode, useWords } from '../net/language.tsx'
import { holdsVerb, useMe } from '../net/session.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { WordsLink } from './words-link.tsx'

type Choice = NonNullable<Contradiction['decision']>['decision']
const choices: readonly Choice[] = ['separate', 'first', 'second', 'ask', 'error']

/** One contradiction: the sentence, its sides next to each other, and the decision. Keys 1 to 5 decide on the focused card. */
export function ContradictionCard({ item }: { readonly item: Contradiction }) {
  const { say, language } = useWords()
  const me = useMe()
  const deciding = useWrite(decideContradiction)
  const [note, setNote] = useState('')
  const isPair = item.sides.length === 2 && item.sides.every(({ target }) => target !== null)
  const open = choices.filter((choice) => isPair || (choice !== 'first' && choice !== 'second'))
  const isDecided = item.decision !== null && item.decision.decision !== 'reopened'
  const mayDecide = holdsVerb(me, 'target.write')
  const decide = (decision: Choice) =>
    deciding.mutate({
      input: {
        body: {
          place: item.place.code,
          finding: item.finding,
          edition: item.decision?.edition ?? 0,
          decision,
          note: note === '' ? null : note,
        },
      },
    })
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !mayDecide || isDecided) return
    const choice = choices[Number(event.key) - 1]
    if (choice !== undefined && open.includes(choice)) decide(choice)
  }
  return (
    <article className="contradiction" tabIndex={0} onKeyDown={onKey} data-testid="contradiction" data-kind={item.kind}>
      <header>
        <b>{item.indicatorName}</b> · {item.place.name}
        <small className="tag">{sayCode(language, 'contradiction', item.kind)}</small>
        <small>{say('contradiction.likely', { cause: sayCode(language, 'likely', item.likely) })}</small>
      </header>
      <p>{item.words}</p>
      <Sides sides={item.sides} />
      {item.decision ? (
        <p className="verdict" data-testid="contradiction-decision">
          {say('decision.by', {
            by: item.decision.by ?? '',
            at: momentText(item.decision.at),
            what: sayCode(language, 'decision', item.decision.decision),
          })}
          {item.decision.note ? `　${item.decision.note}` : ''}
        </p>
      ) : null}
      {mayDecide ? (
        <div className="decide no-print">
          {isDecided && item.decision?.decision !== 'ask' ? (
            <button type="button" className="quiet" onClick={() => decide('reopened')} disabled={deciding.isPending}>
              {say('decision.reopened')}
            </button>
          ) : (
            <>
              {open.map((choice) => (
                <button
                  key={choice}
                  type="button"
                  onClick={() => decide(choice)}
                  disabled={deciding.isPending}
                  data-decision={choice}
                >
                  <kbd>{choices.indexOf(choice) + 1}</kbd> {sayCode(language, 'decision', choice)}
                </button>
              ))}
              <input
                value={note}
                maxLength={500}
                onChange={(event) => setNote(event.target.value)}
                placeholder={say('decision.note')}
                aria-label={say('decision.note')}
              />
            </>
          )}
        </div>
      ) : null}
      {deciding.error ? <Refused error={deciding.error} /> : null}
    </article>
  )
}

function Sides({ sides }: { readonly sides: Contradiction['sides'] }) {
  const { language } = useWords()
  return (
    <ol className="sides">
      {sides.map((side) => (
        <li key={`${side.target}${side.source?.code}${side.source?.offset}${side.words}`}>
          <b>{side.words}</b>
          {side.commitment ? <small className="tag">{sayCode(language, 'commitment', side.commitment)}</small> : null}
          <span>
            {side.place.name} {side.period}
          </span>
          {side.source ? (
            <small>
              <WordsLink source={side.source}>{side.source.title}</WordsLink> {side.source.publishedOn}{' '}
              <DemoBadge demo={side.source.demo} />
            </small>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
