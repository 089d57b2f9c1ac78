import type { Proposal } from '@gangju/contract/desk'
import { memo } from 'react'
import { sayCode, useWords } from '../net/language.tsx'
import { figureWords, percent, subjectWords } from './proposal-words.ts'
import type { ProposalState } from './use-decisions.ts'

export interface ProposalRowProps {
  readonly proposal: Proposal
  readonly text: string
  readonly state: ProposalState
  readonly isCurrent: boolean
  readonly onPick: (proposal: string) => void
  readonly watch: (row: HTMLElement | null) => (() => void) | undefined
}

/** One proposal in two lines: what would be taken, and the words that it stands on. */
export const ProposalRow = memo(function ProposalRow(props: ProposalRowProps) {
  const { proposal, text, state, isCurrent, onPick, watch } = props
  const { say, language } = useWords()
  const { id, choice, placeName, lacks, doubts, conflicts, confidence } = proposal
  return (
    <tr
      data-row=""
      ref={watch}
      className={`proposal is-${state}${isCurrent ? ' now' : ''}`}
      aria-current={isCurrent ? 'true' : undefined}
      data-testid="proposal"
      data-proposal={id}
      data-state={state}
      onClick={() => onPick(id)}
    >
      <td>
        <p className="proposal-line">
          <i className={`kind of-${choice.becomes}`}>{sayCode(language, 'becomes', choice.becomes)}</i>
          <b>{subjectWords(proposal)}</b>
          {'value' in choice ? <span className="figure">{figureWords(choice, language)}</span> : null}
          <small>
            {placeName ?? ''} {'period' in choice ? (choice.period ?? '') : (choice.due ?? '')}
          </small>
          <span className="proposal-signs">
            {conflicts > 0 ? <em title={say('desk.conflicts', { count: conflicts })}>≠{conflicts}</em> : null}
            {lacks.length > 0 && state === 'open' ? (
              <em title={lacks.map((lack) => sayCode(language, 'lack', lack)).join('；')}>{say('desk.lackSign')}</em>
            ) : null}
            {doubts.length > 0 && state === 'open' ? (
              <em className="doubt" title={doubts.map((doubt) => sayCode(language, 'doubt', doubt)).join('；')}>
                {say('desk.doubtSign')}
              </em>
            ) : null}
            <small>{state === 'open' ? `${percent(confidence)}%` : sayCode(language, 'deskState', state)}</small>
          </span>
        </p>
        <p className="proposal-quote">{quoteOf(proposal, text)}</p>
      </td>
    </tr>
  )
})

const WORDS_BEFORE = 16
const WORDS_AFTER = 60

/** The words around the figure, the figure itself marked. */
function quoteOf({ kind, offset, length, quoteOffset, quoteLength }: Proposal, text: string) {
  if (kind === 'clause') return text.slice(offset, offset + Math.min(length, WORDS_BEFORE + WORDS_AFTER))
  const from = Math.max(quoteOffset, offset - WORDS_BEFORE)
  const to = Math.min(quoteOffset + quoteLength, offset + length + WORDS_AFTER)
  return (
    <>
      {from > quoteOffset ? '…' : ''}
      {text.slice(from, offset)}
      <mark>{text.slice(offset, offset + length)}</mark>
      {text.slice(offset + length, to)}
    </>
  )
}
