import { addIndicator } from '@gangju/contract/desk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { CodeField } from './code-field.tsx'
import type { ChosenIndicator } from './indicator-field.tsx'

const kinds = ['amount', 'count', 'rate', 'rank'] as const
const directions = ['up', 'down'] as const

export interface NewIndicatorDialogProps {
  readonly name: string
  readonly unit: string
  readonly measure: string
  readonly goal: string | null
  readonly place: string
  readonly onMade: (indicator: ChosenIndicator) => void
  readonly onClose: () => void
}

/** An indicator that the catalogue does not know yet, made where the text states it. */
export function NewIndicatorDialog({ name, unit, measure, goal, place, onMade, onClose }: NewIndicatorDialogProps) {
  const { say } = useWords()
  const client = useQueryClient()
  const page = useRef<HTMLFormElement>(null)
  useEffect(() => page.current?.querySelector('input')?.select(), [])
  const making = useWrite(addIndicator, (made) => {
    void client.invalidateQueries({ queryKey: ['lasting', '/indicators'] })
    onMade(made)
  })
  const send = (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim()
    const nameEn = text('nameEn')
    making.mutate({
      input: {
        body: {
          name: text('name'),
          ...(nameEn ? { nameEn } : {}),
          unit: text('unit'),
          decimals: Number(text('decimals')),
          kind: kinds.find((kind) => kind === text('kind')) ?? 'amount',
          direction: text('direction') === 'down' ? 'down' : 'up',
          goal,
          place,
        },
      },
    })
  }
  const kind = measure === 'count' || measure === 'rank' ? measure : /[%‰]|百分点/.test(unit) ? 'rate' : 'amount'
  return (
    <Dialog title={say('indicatorBox.title')} onClose={onClose} testId="indicator-dialog">
      <form
        ref={page}
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          send(new FormData(event.currentTarget))
        }}
      >
        <Field label={say('indicatorBox.name')} name="name" defaultValue={name} maxLength={60} required />
        <Field label={say('indicatorBox.nameEn')} name="nameEn" maxLength={80} />
        <div className="form-grid">
          <Field label={say('choice.unit')} name="unit" defaultValue={unit} maxLength={20} required />
          <Field
            label={say('indicatorBox.decimals')}
            name="decimals"
            type="number"
            min={0}
            max={6}
            defaultValue={kind === 'amount' || kind === 'rate' ? 1 : 0}
            required
          />
          <CodeField
            label={say('indicatorBox.kind')}
            name="kind"
            defaultValue={kind}
            options={kinds}
            group="indicatorKind"
          />
          <CodeField
            label={say('indicator.direction')}
            name="direction"
            defaultValue={kind === 'rank' ? 'down' : 'up'}
            options={directions}
            group="direction"
          />
        </div>
        {making.error ? <Refused error={making.error} /> : null}
        <p className="buttons">
          <button type="submit" className="main" disabled={making.isPending} data-testid="indicator-make">
            {say('indicatorBox.add')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
