import { returnSubmission } from '@gangju/contract/returns'
import { useEffect, useRef, useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** What may be given back of one submission. */
export interface ReturnAim {
  readonly submission: string
  /** How it is called, for the reader to see what goes back. */
  readonly label: string
  readonly cells: readonly AimedCell[]
  readonly places: readonly { readonly code: string; readonly name: string }[]
}

export interface AimedCell {
  readonly place: string
  readonly placeName: string
  readonly indicator: string
  readonly header: string
}

type Scope = 'cell' | 'place' | 'whole'

export interface ReturnDialogProps {
  readonly aims: readonly ReturnAim[]
  readonly onClose: () => void
  readonly onDone?: (count: number) => void
}

const commonReasons = [
  'return.common1',
  'return.common2',
  'return.common3',
  'return.common4',
  'return.common5',
] as const

/** Gives cells, places or whole submissions back with a reason typed once. */
export function ReturnDialog({ aims, onClose, onDone }: ReturnDialogProps) {
  const { say } = useWords()
  const cells = aims.flatMap((aim) => aim.cells)
  const places = aims.flatMap((aim) => aim.places)
  const [scope, setScope] = useState<Scope>(cells.length > 0 ? 'cell' : 'whole')
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const giveBack = useWrite(returnSubmission)
  const reasonBox = useRef<HTMLTextAreaElement>(null)
  useEffect(() => reasonBox.current?.focus(), [])
  const send = async () => {
    const words = reason.trim()
    if (!words) return
    for (const aim of aims) {
      // A refused one stops the rest; pressing again goes on with what is left.
      if (sent.has(aim.submission)) continue
      await giveBack.mutateAsync({ input: { params: { id: aim.submission }, body: bodyOf(aim, scope, words) } })
      setSent((before) => new Set([...before, aim.submission]))
    }
    onDone?.(aims.length)
    onClose()
  }
  const scopes: readonly (readonly [Scope, string])[] = [
    ...(cells.length > 0 ? ([['cell', say('return.cell', { count: cells.length })]] as const) : []),
    ...(places.length > 0 ? ([['place', say('return.place', { count: places.length })]] as const) : []),
    ['whole', say('return.whole', { count: aims.length })],
  ]
  return (
    <Dialog title={say('return.title')} onClose={onClose} testId="return-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send().catch(() => undefined)
        }}
      >
        <ul className="plain return-aims">
          {aims.map((aim) => (
            <li key={aim.submission}>
              <b>{aim.label}</b>{' '}
              {scope === 'cell' ? aim.cells.map(({ placeName, header }) => `${placeName} ${header}`).join('；') : null}
              {scope === 'place' ? aim.places.map(({ name }) => name).join('、') : null}
            </li>
          ))}
        </ul>
        {scopes.length > 1 ? (
          <fieldset className="segments" aria-label={say('return.scope')}>
            {scopes.map(([one, words]) => (
              <button
                type="button"
                key={one}
                aria-pressed={scope === one}
                onClick={() => setScope(one)}
                data-testid={`return-${one}`}
              >
                {words}
              </button>
            ))}
          </fieldset>
        ) : null}
        <label className="field">
          {say('return.reason')}
          <textarea
            rows={3}
            maxLength={200}
            required
            ref={reasonBox}
            value={reason}
            placeholder={say('review.reasonHint')}
            onChange={(event) => setReason(event.target.value)}
            data-testid="return-reason"
          />
        </label>
        <p className="common-reasons" role="group" aria-label={say('return.common')}>
          {commonReasons.map((key) => (
            <button type="button" key={key} onClick={() => setReason(say(key))} data-testid="common-reason">
              {say(key)}
            </button>
          ))}
        </p>
        {giveBack.error ? <Refused error={giveBack.error} /> : null}
        <p className="buttons">
          <button type="submit" className="main" disabled={giveBack.isPending} data-testid="return-confirm">
            {say('return.confirm')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

function bodyOf({ cells, places }: ReturnAim, scope: Scope, reason: string) {
  if (scope === 'cell' && cells.length > 0)
    return { reason, cells: cells.map(({ place, indicator }) => ({ place, indicator, reason })) }
  if (scope === 'place' && places.length > 0)
    return { reason, places: places.map(({ code }) => ({ place: code, reason })) }
  return { reason }
}
