import type { IndicatorSheet } from '@gangju/contract/board'
import { stateFigure } from '@gangju/contract/figures'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export interface PublishedFigureDialogProps {
  readonly sheet: IndicatorSheet
  readonly onClose: () => void
}

/** What a bulletin of the statistics office says of the cell; it stands beside what was reported [FG14]. */
export function PublishedFigureDialog({ sheet: { indicator, reading }, onClose }: PublishedFigureDialogProps) {
  const { say } = useWords()
  const state = useWrite(stateFigure, onClose)
  const { place, period } = reading
  return (
    <Dialog
      title={say('published.title', { place: place.name, period })}
      onClose={onClose}
      testId="published-figure-dialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const text = (name: string) => String(form.get(name) ?? '').trim()
          const about = { place: place.code, indicator: indicator.code, period }
          const words = { title: text('title'), publishedOn: text('publishedOn'), unit: text('unit') }
          state.mutate({ input: { body: { ...about, ...words, value: text('value').replaceAll(',', '') } } })
        }}
      >
        <Field
          label={say('published.value')}
          name="value"
          inputMode="decimal"
          pattern="-?[\d,]+(\.\d+)?"
          required
          testId="published-value"
        />
        <Field label={say('published.unit')} name="unit" defaultValue={indicator.unit} required maxLength={20} />
        <Field label={say('published.source')} name="title" required maxLength={200} testId="published-source" />
        <Field label={say('published.on')} name="publishedOn" type="date" required testId="published-on" />
        {state.error ? <Refused error={state.error} /> : null}
        <p className="buttons">
          <button type="submit" className="main" disabled={state.isPending} data-testid="published-save">
            {say('published.save')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
