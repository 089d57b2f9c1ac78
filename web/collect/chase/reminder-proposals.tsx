import { type ChaseProposal, sendReminders } from '@gangju/contract/review'
import { useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'

export interface ReminderProposalsProps {
  readonly proposals: readonly ChaseProposal[]
  readonly form: string | undefined
}

/** Reminders that the rules propose for today; a person reads them, picks, and sends. */
export function ReminderProposals({ proposals, form }: ReminderProposalsProps) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const send = useWrite(sendReminders)
  const sendable = proposals.filter(({ recipients }) => recipients > 0)
  const unheard = [...new Set(proposals.filter(({ recipients }) => recipients === 0).map(({ to }) => to.name))]
  const keys = sendable.filter(({ key }) => !left.has(key)).map(({ key }) => key)
  const toggle = (key: string) =>
    setLeft((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    )
  return (
    <Panel title={say('chase.proposals')} className="no-print" testId="reminders">
      {send.data ? (
        <p className="verdict clean" role="status" data-testid="reminders-sent" data-sent={send.data.sent}>
          {say('chase.sent', { sent: send.data.sent })}{' '}
          {send.data.skipped.length > 0 ? say('chase.skipped', { count: send.data.skipped.length }) : null}
        </p>
      ) : null}
      {proposals.length === 0 && !send.data ? (
        <EmptyState title={say('chase.noProposals')}>{say('chase.noProposalsHint')}</EmptyState>
      ) : null}
      {sendable.length > 0 ? (
        <>
          <label>
            <input
              type="checkbox"
              checked={keys.length === sendable.length}
              onChange={() => setLeft(new Set(keys.length > 0 ? sendable.map(({ key }) => key) : []))}
              data-testid="reminders-all"
            />
            {say('reviewing.selectAll')}
          </label>
          <ul className="plain reminder-list">
            {sendable.map((one) => (
              <ProposalLine
                key={one.key}
                proposal={one}
                isPicked={!left.has(one.key)}
                onToggle={() => toggle(one.key)}
              />
            ))}
          </ul>
          <p className="buttons">
            <button
              type="button"
              className="main"
              disabled={keys.length === 0 || send.isPending}
              onClick={() =>
                send.mutate({ input: { body: { place, period, keys, ...(form === undefined ? {} : { form }) } } })
              }
              data-testid="reminders-send"
            >
              {say('chase.send', { count: keys.length })}
            </button>
          </p>
        </>
      ) : null}
      {unheard.length > 0 ? (
        <details data-testid="reminders-unheard">
          <summary>{say('chase.unheard', { count: unheard.length })}</summary>
          <p>{say('chase.unheardHint')}</p>
          <ul className="name-list">
            {unheard.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {send.error ? <Refused error={send.error} /> : null}
    </Panel>
  )
}

interface ProposalLineProps {
  readonly proposal: ChaseProposal
  readonly isPicked: boolean
  readonly onToggle: () => void
}

function ProposalLine({ proposal, isPicked, onToggle }: ProposalLineProps) {
  const { say } = useWords()
  const { kind, to, recipients, text, formName } = proposal
  return (
    <li data-testid="reminder" data-key={proposal.key} data-kind={kind}>
      <label>
        <input type="checkbox" checked={isPicked} onChange={onToggle} />
        <span className={`tag of-${kind}`}>{say(`chase.${kind}`)}</span> <b>{formName}</b>{' '}
        {say('chase.to', { place: to.name, count: recipients })}
      </label>
      <p>{text}</p>
    </li>
  )
}
