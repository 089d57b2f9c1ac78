import { listDeliveries, retryDelivery } from '@gangju/contract/review'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'

/** Messages that could not leave the house; shown only when there are some. */
export function Deliveries() {
  const { say } = useWords()
  const { place } = useSlice()
  const { data } = useAsk(listDeliveries, { query: { place } })
  const retry = useWrite(retryDelivery)
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={`${say('chase.deliveries')} · ${data.items.length}`} className="no-print" testId="deliveries">
      <ul className="plain">
        {data.items.map(({ id, channel, place: to, kind, state, attempts, at, lastError }) => (
          <li key={id} data-testid="delivery" data-state={state}>
            <span className="tag">{say(`delivery.${state}`)}</span> {to.name} · {say(`message.${kind}`)} · {channel} ·{' '}
            {momentText(at)} <small>{say('chase.attempts', { count: attempts })}</small>{' '}
            {lastError ? <code>{lastError}</code> : null}{' '}
            {state === 'parked' ? (
              <button
                type="button"
                className="quiet"
                disabled={retry.isPending}
                onClick={() => retry.mutate({ input: { params: { id } } })}
              >
                {say('chase.retry')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {retry.error ? <Refused error={retry.error} /> : null}
    </Panel>
  )
}
