import { type DueReturn, listReturns } from '@gangju/contract/returns'
import { type Closing, type LateLeave, listClosings } from '@gangju/contract/review'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { type Say, useWords } from '../../net/language.tsx'
import { usePlaceName } from '../../net/place-name.ts'
import { useSlice } from '../../net/slice.tsx'
import { CompletenessBar } from '../../ui/completeness-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CloseDialog, LeaveDialog, ReopenDialog } from './closing-dialogs.tsx'
import { MissingPlaces } from './missing-places.tsx'

/** 关账: per form who has not reported, closing without them, and letting them in late. */
export function ClosingPanel() {
  const { say } = useWords()
  const { place, period } = useSlice()
  const due = useAsk(listReturns, { query: { place, period } })
  const closings = useAsk(listClosings, { query: { place, period } })
  return (
    <Panel title={`${say('closing.title')} · ${period}`} testId="closings">
      <Asked query={due} rows={4}>
        {({ forms, items }) => (
          <Asked query={closings} rows={4}>
            {(closed) =>
              forms.length === 0 ? (
                <p className="nothing">{say('closing.none')}</p>
              ) : (
                <ul className="closing-list">
                  {forms.map(({ code, name }) => (
                    <FormClosing
                      key={code}
                      form={{ code, name: items.find(({ form }) => form === code)?.formName ?? name }}
                      items={items.filter(({ form }) => form === code)}
                      closings={closed.closings.filter(({ form }) => form === code)}
                      leaves={closed.leaves.filter(({ form }) => form === code)}
                    />
                  ))}
                </ul>
              )
            }
          </Asked>
        )}
      </Asked>
    </Panel>
  )
}

interface FormClosingProps {
  readonly form: { readonly code: string; readonly name: string }
  readonly items: readonly DueReturn[]
  readonly closings: readonly Closing[]
  readonly leaves: readonly LateLeave[]
}

const NAMED = 6

/** The first of them by name; the question that closes names all. */
function someNames(places: readonly { readonly name: string }[], say: Say): string {
  const names = places
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join('、')
  return places.length > NAMED ? say('closing.andMore', { names, count: places.length }) : names
}

/** Not handed in, drafts and returned ones among them. */
const isOut = ({ state }: DueReturn) => state !== 'submitted' && state !== 'approved'

function FormClosing({ form, items, closings, leaves }: FormClosingProps) {
  const { say } = useWords()
  const { place } = useSlice()
  const name = usePlaceName(place)
  const [asking, setAsking] = useState<
    { readonly kind: 'close' } | { readonly kind: 'reopen'; readonly closing: Closing } | LeaveAsked | null
  >(null)
  const missing = items.filter(isOut).map((due) => due.place)
  const here = closings.find((one) => one.place.code === place && one.reopenedAt === null)
  const close = () => setAsking(null)
  return (
    <li data-testid="form-closing" data-form={form.code} data-closed={here !== undefined}>
      <p className="closing-line">
        <b>{form.name}</b>
        <CompletenessBar reported={items.length - missing.length} expected={items.length} />
        {here ? null : (
          <button type="button" onClick={() => setAsking({ kind: 'close' })} data-testid="close-open">
            {missing.length > 0 ? say('closing.close', { count: missing.length }) : say('closing.closeWhole')}
          </button>
        )}
        {missing.length > 0 && !here ? <small>{someNames(missing, say)}</small> : null}
      </p>
      {closings.map((closing) => (
        <div key={closing.id} className="closing" data-testid="closing" data-reopened={closing.reopenedAt !== null}>
          <p>
            {closing.place.code === place ? null : `${closing.place.name} `}
            {say('closing.closed', { time: momentText(closing.closedAt), name: closing.closedBy })}{' '}
            {closing.reopenedAt === null ? (
              closing.place.code === place ? (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => setAsking({ kind: 'reopen', closing })}
                  data-testid="reopen-open"
                >
                  {say('closing.reopen')}
                </button>
              ) : null
            ) : (
              say('closing.reopened', {
                time: momentText(closing.reopenedAt),
                name: closing.reopenedBy,
                reason: closing.reason,
              })
            )}
          </p>
          <MissingPlaces
            closing={closing}
            leaves={leaves}
            onLeave={(late) => setAsking({ kind: 'leave', place: late })}
          />
        </div>
      ))}
      {asking?.kind === 'close' ? <CloseDialog form={form} name={name} missing={missing} onClose={close} /> : null}
      {asking?.kind === 'reopen' ? <ReopenDialog closing={asking.closing} onClose={close} /> : null}
      {asking?.kind === 'leave' ? <LeaveDialog form={form.code} place={asking.place} onClose={close} /> : null}
    </li>
  )
}

interface LeaveAsked {
  readonly kind: 'leave'
  readonly place: { readonly code: string; readonly name: string }
}
