import { listMessages } from '@gangju/contract/review'
import { useAsk } from './ask.ts'
import { useWords } from './language.tsx'
import { StepLink } from './slice.tsx'

/** How many messages the reader has not seen; the way to them. */
export function MessageBell() {
  const { say } = useWords()
  const { data } = useAsk(listMessages, { query: { limit: 1 } })
  const unread = data?.unread ?? 0
  const words = say('message.bell', { count: unread })
  return (
    <StepLink
      to="/messages"
      className={unread > 0 ? 'message-bell unread' : 'message-bell'}
      aria-label={words}
      title={words}
      data-testid="message-bell"
      data-unread={unread}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M8 2a4 4 0 0 0-4 4v3l-1.2 2h10.4L12 9V6a4 4 0 0 0-4-4Zm-1.5 10a1.5 1.5 0 0 0 3 0Z"
          fill="currentColor"
        />
      </svg>
      {unread > 0 ? <b>{unread > 99 ? '99+' : unread}</b> : null}
    </StepLink>
  )
}
