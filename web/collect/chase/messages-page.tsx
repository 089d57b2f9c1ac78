import { listMessages, type Message, readMessage } from '@gangju/contract/review'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Asked, Refused } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'

/** 消息: what was given back to the reader, and reminders, newest first. */
export function MessagesPage() {
  const { say } = useWords()
  const query = useAsk(listMessages, { query: { limit: 200 } })
  const read = useWrite(readMessage)
  return (
    <div className="messages">
      <PageHead title={say('message.title')} name={say('message.title')} />
      <Panel title={say('message.title')} testId="messages">
        <Asked query={query} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={say('message.none')} />
            ) : (
              <ul className="plain message-list">
                {items.map((message) => (
                  <MessageLine
                    key={message.id}
                    message={message}
                    onRead={() => {
                      if (message.readAt === null) read.mutate({ input: { params: { id: message.id } } })
                    }}
                  />
                ))}
              </ul>
            )
          }
        </Asked>
        {read.error ? <Refused error={read.error} /> : null}
      </Panel>
    </div>
  )
}

function MessageLine({ message, onRead }: { readonly message: Message; readonly onRead: () => void }) {
  const { say } = useWords()
  const { id, kind, text, place, period, at, from, readAt } = message
  const change = { place, ...(period === null ? {} : { period }) }
  const to = addressOfMatter(message)
  return (
    <li className={readAt === null ? 'unread' : undefined} data-testid="message" data-message={id} data-kind={kind}>
      <span className={`tag of-${kind}`}>{say(`message.${kind}`)}</span>
      <p>{text}</p>
      <small>{say('message.from', { name: from, time: momentText(at) })}</small>
      <span className="row-actions">
        <StepLink to={to} change={change} onClick={onRead} data-testid="message-open">
          {say('message.open')}
        </StepLink>
        {readAt === null ? (
          <button type="button" className="quiet" onClick={onRead} data-testid="message-read">
            {say('message.read')}
          </button>
        ) : null}
      </span>
    </li>
  )
}

/** Where the message is acted on: the return to be filled in, or for an escalation the list of what is out. */
function addressOfMatter({ kind, form, submission }: Message): string {
  if (kind === 'escalation') return '/chase'
  if (form !== null) return `/returns/${form}/fill`
  return submission === null ? '/returns' : `/submissions/${submission}`
}
