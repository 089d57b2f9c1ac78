import { type Closing, closeReturns, giveLeave, reopenClosing } from '@gangju/contract/review'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { dayText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'

interface Named {
  readonly code: string
  readonly name: string
}

export interface CloseDialogProps {
  readonly form: Named
  /** Of the place that closes. */
  readonly name: string
  readonly missing: readonly Named[]
  readonly onClose: () => void
}

/** Names those that the closing goes on without. */
export function CloseDialog({ form, name, missing, onClose }: CloseDialogProps) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const write = useWrite(closeReturns, onClose)
  return (
    <AskDialog
      title={say('closing.dialog', { form: form.name, period })}
      confirm={say('closing.confirm')}
      write={write}
      onSend={() => write.mutate({ input: { body: { form: form.code, place, period } } })}
      onClose={onClose}
      testId="close-dialog"
    >
      {missing.length === 0 ? (
        <p>{say('closing.noMissing')}</p>
      ) : (
        <>
          <p>{say('closing.names', { place: name })}</p>
          <p className="missing-names" data-testid="missing-names">
            {missing.map((one) => one.name).join('、')}
          </p>
        </>
      )}
    </AskDialog>
  )
}

/** Opens a closed form again; the reason stays on record. */
export function ReopenDialog({ closing, onClose }: { readonly closing: Closing; readonly onClose: () => void }) {
  const { say } = useWords()
  const [reason, setReason] = useState('')
  const write = useWrite(reopenClosing, onClose)
  return (
    <AskDialog
      title={say('closing.reopen')}
      confirm={say('closing.reopen')}
      write={write}
      onSend={() => write.mutate({ input: { params: { id: closing.id }, body: { reason: reason.trim() } } })}
      onClose={onClose}
      testId="reopen-dialog"
    >
      <ReasonField value={reason} onChange={setReason} />
    </AskDialog>
  )
}

const LEAVE_DAYS = 5

export interface LeaveDialogProps {
  readonly form: string
  readonly place: Named
  readonly onClose: () => void
}

/** Lets one place file after the closing, until a day. */
export function LeaveDialog({ form, place, onClose }: LeaveDialogProps) {
  const { say } = useWords()
  const { period } = useSlice()
  const [until, setUntil] = useState(() => dayText(new Date(Date.now() + LEAVE_DAYS * 86_400_000)))
  const [reason, setReason] = useState('')
  const write = useWrite(giveLeave, onClose)
  const body = { form, place: place.code, period, until, reason: reason.trim() }
  return (
    <AskDialog
      title={say('closing.leaveOf', { place: place.name })}
      confirm={say('closing.leave')}
      write={write}
      onSend={() => write.mutate({ input: { body } })}
      onClose={onClose}
      testId="leave-dialog"
    >
      <Field
        label={say('closing.until')}
        type="date"
        required
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        testId="leave-until"
      />
      <ReasonField value={reason} onChange={setReason} />
    </AskDialog>
  )
}

function ReasonField({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const { say } = useWords()
  return (
    <Field
      label={say('closing.reason')}
      required
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      testId="closing-reason"
    />
  )
}

interface AskDialogProps {
  readonly title: string
  readonly confirm: string
  readonly write: { readonly isPending: boolean; readonly error: Error | null }
  readonly onSend: () => void
  readonly onClose: () => void
  readonly testId: string
  readonly children: ReactNode
}

function AskDialog({ title, confirm, write, onSend, onClose, testId, children }: AskDialogProps) {
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Dialog title={title} onClose={onClose} testId={testId}>
      <form onSubmit={send}>
        {children}
        {write.error ? <Refused error={write.error} /> : null}
        <p className="buttons">
          <button type="submit" className="main" disabled={write.isPending} data-testid="closing-confirm">
            {confirm}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
