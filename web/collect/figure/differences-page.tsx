import { downloadDifferences, listDifferences } from '@gangju/contract/figures'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { DownloadButton } from '../../net/download.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { FigureLink } from '../../net/why.tsx'
import { Field } from '../../ui/field.tsx'
import { plainDigits } from '../../ui/figure-text.ts'

const DAY_MS = 86_400_000

/** What figures of a place changed between two moments, and why. */
export function DifferencesPage() {
  const { say } = useWords()
  const go = useGo()
  const search = useSearch()
  const { place, period } = useSlice()
  const [now] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString())
  const to = search['to'] ?? now
  const from = search['from'] ?? new Date(new Date(to).getTime() - 7 * DAY_MS).toISOString()
  const input = { query: { place, period, from, to } }
  const query = useAsk(listDifferences, input)
  const choose = (change: Readonly<Record<string, string>>) => go({ change })
  return (
    <div data-testid="differences">
      <PageHead title={say('difference.title')} name={say('difference.title')}>
        <DownloadButton route={downloadDifferences} input={input}>
          {say('difference.export')}
        </DownloadButton>
      </PageHead>
      <p>
        <MomentField label={say('difference.from')} moment={from} onChoose={(moment) => choose({ from: moment, to })} />
        <MomentField label={say('difference.to')} moment={to} onChoose={(moment) => choose({ from, to: moment })} />
      </p>
      <Asked query={query} rows={8}>
        {({ items, looked }) =>
          items.length === 0 ? (
            <p>{say('difference.none', { looked })}</p>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th>{say('column.place')}</th>
                  <th>{say('difference.value')}</th>
                  <th>{say('difference.delta')}</th>
                  <th>{say('difference.why')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <tr key={`${row.place.code} ${row.indicator}`}>
                    <th scope="row">
                      {row.place.name} · {row.indicatorName}
                    </th>
                    <td>
                      {digits(row.before)} →{' '}
                      <FigureLink indicator={row.indicator} place={row.place.code} period={row.period}>
                        {digits(row.after)}
                      </FigureLink>{' '}
                      <span className="unit">{row.unit}</span>
                    </td>
                    <td>{digits(row.difference)}</td>
                    <td>
                      {row.changedAt?.slice(0, 16).replace('T', ' ')} {row.by} {row.why}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Asked>
    </div>
  )
}

interface MomentProps {
  readonly label: string
  readonly moment: string
  readonly onChoose: (moment: string) => void
}

function MomentField({ label, moment, onChoose }: MomentProps) {
  return (
    <Field
      label={label}
      type="datetime-local"
      value={localText(moment)}
      onChange={(event) => {
        const chosen = new Date(event.target.value)
        if (!Number.isNaN(chosen.getTime())) onChoose(chosen.toISOString())
      }}
    />
  )
}

/** As the browser's own field wants it, in the reader's time. */
function localText(moment: string): string {
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const digits = (value: string | null) => (value === null ? '—' : plainDigits(value))
