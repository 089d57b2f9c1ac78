import { listMyReturns, type MyReturn } from '@gangju/contract/entry'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { listUnsent } from '../../net/device-store.ts'
import { useWords } from '../../net/language.tsx'
import { useMe } from '../../net/session.tsx'
import { StepLink, useSlice } from '../../net/slice.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { draftId } from '../entry/draft-store.ts'
import { StateTag } from '../state-tag.tsx'
import './phone.css'

/** What the reader has to fill in, by closing day. */
export function PhoneInbox() {
  const { say } = useWords()
  const { place } = useSlice()
  const query = useAsk(listMyReturns, { query: { place } })
  return (
    <section className="phone-inbox" data-testid="my-returns">
      <h2>{say('phone.mine')}</h2>
      <Asked query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={say('phone.none')} />
          ) : (
            <ul className="phone-list">
              {toDoFirst(items).map((item) => (
                <InboxLine key={`${item.form} ${item.place.code} ${item.period}`} item={item} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

function InboxLine({ item }: { readonly item: MyReturn }) {
  const { say } = useWords()
  const { username } = useMe()
  const { form, place, period, daysLeft } = item
  const id = draftId({ user: username, form, place: place.code, period })
  const isKept = listUnsent(username).some(([unsent]) => unsent === id)
  const isDone = isHandedIn(item)
  const days =
    daysLeft > 0
      ? say('returns.daysLeft', { days: daysLeft })
      : daysLeft === 0
        ? say('returns.today')
        : say('returns.overdue', { days: -daysLeft })
  return (
    <li>
      <StepLink
        to={`/returns/${form}/fill`}
        change={{ place: place.code, period }}
        data-testid="my-return"
        data-form={form}
        data-place={place.code}
      >
        <b>{item.formName}</b>
        <span>
          {place.name} · {period} <StateTag state={item.state} />
        </span>
        {isDone && !isKept ? null : (
          <small className={daysLeft < 0 && !isDone ? 'overdue' : undefined}>
            {isDone ? '' : `${days} · ${say('entry.done', { filled: item.filled, asked: item.asked })}`}
            {isKept ? ` ${say('phone.kept')}` : ''}
          </small>
        )}
        {item.returnReason ? <em>{say('entry.wasReturned', { reason: item.returnReason })}</em> : null}
      </StepLink>
    </li>
  )
}

const isHandedIn = ({ state }: MyReturn) => state === 'submitted' || state === 'approved'

/** What was given back, what is to be filled in, then what is handed in and only read. */
const toDoFirst = (items: readonly MyReturn[]) => {
  const rank = (item: MyReturn) => (item.state === 'returned' || item.returnedCells > 0 ? 0 : isHandedIn(item) ? 2 : 1)
  return items.toSorted((a, b) => rank(a) - rank(b))
}
