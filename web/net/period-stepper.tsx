import {
  containing,
  elapsedMonths,
  formatPeriod,
  nextPeriod,
  type Period,
  type PeriodKind,
  parsePeriod,
  periodOf,
  previousPeriod,
} from '@gangju/net/period'
import { Popover } from '../ui/popover.tsx'
import { useWords } from './language.tsx'
import { useMe } from './session.tsx'
import { useGo } from './slice.tsx'

/** The period with a step to either side and a choice of kind. */
export function PeriodStepper({ period: id }: { readonly period: string }) {
  const { say, language } = useWords()
  const go = useGo()
  const period = parsePeriod(id)
  const show = (next: Period) => go({ change: { period: next.id } })
  return (
    <span className="stepper">
      <button
        type="button"
        aria-label={say('bar.previousPeriod')}
        onClick={() => show(previousPeriod(period))}
        data-testid="period-previous"
      >
        ‹
      </button>
      <Popover label={period.id} name={`${say('bar.period')} ${formatPeriod(period, language)}`} testId="period">
        {(close) => (
          <PeriodChoice
            period={period}
            onPick={(next) => {
              close()
              show(next)
            }}
          />
        )}
      </Popover>
      <button
        type="button"
        aria-label={say('bar.nextPeriod')}
        onClick={() => show(nextPeriod(period))}
        data-testid="period-next"
      >
        ›
      </button>
    </span>
  )
}

const kinds = ['month', 'quarter', 'half', 'year'] as const
const perYear: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, half: 2, year: 1 }

function PeriodChoice({ period, onPick }: { readonly period: Period; readonly onPick: (period: Period) => void }) {
  const { say } = useWords()
  const latest = parsePeriod(useMe().start.period)
  const years = [period.year - 1, period.year, period.year + 1].filter((year) => year <= latest.year)
  return (
    <div className="period-choice">
      <div className="period-kinds">
        {kinds.map((kind) => (
          <button
            type="button"
            key={kind}
            className={kind === period.kind ? 'chosen' : undefined}
            onClick={() => onPick(sameMoment(period, kind))}
          >
            {say(`bar.${kind}`)}
          </button>
        ))}
      </div>
      {years.map((year) => (
        <div key={year} className="period-year">
          <b>{year}</b>
          <span className={`period-grid of-${period.kind}`}>
            {Array.from({ length: perYear[period.kind] }, (_, at) => periodOf(period.kind, year, at + 1)).map(
              (candidate) => (
                <button
                  type="button"
                  key={candidate.id}
                  className={candidate.id === period.id ? 'chosen' : undefined}
                  onClick={() => onPick(candidate)}
                >
                  {candidate.id.slice(5) || candidate.id}
                </button>
              ),
            )}
          </span>
        </div>
      ))}
    </div>
  )
}

/** The period of another kind that the present one lies in or ends with. */
function sameMoment(period: Period, kind: PeriodKind): Period {
  const month = periodOf('month', period.year, elapsedMonths(period))
  return containing(month, kind)
}
