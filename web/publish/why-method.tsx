import type { Trace, TracePart } from '@gangju/contract/readings'
import { parseDecimal } from '@gangju/net/quantity'
import { useMemo } from 'react'
import { type Say, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Figure } from '../ui/figure.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { partFaces } from './part-face.ts'

/** How the figure is made: in words, as a formula with its numbers, and its parts, each with its own why. */
export function WhyMethod({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  return (
    <>
      <section data-testid="why-method">
        <h4>{say('why.method')}</h4>
        <p>{trace.method}</p>
        {trace.formula ? (
          <p className="formula" data-testid="why-formula">
            <span>{trace.formula.text}</span>
            <b>{trace.formula.numbers}</b>
          </p>
        ) : null}
      </section>
      {trace.parts.length > 0 ? <Parts trace={trace} /> : null}
      {trace.missingCount > 0 ? <Missing trace={trace} /> : null}
      {trace.conflicts.length > 0 ? (
        <section data-testid="why-conflicts">
          <h4>{say('why.conflicts')}</h4>
          <ul className="plain">
            {trace.conflicts.map(({ kind, note }) => (
              <li key={kind + note}>{note}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function Parts({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  const { parts } = trace
  const columns = useMemo(() => partColumns(trace, say), [trace, say])
  return (
    <section data-testid="why-parts">
      <h4>{say('why.parts')}</h4>
      <DataTable
        columns={columns}
        rows={parts}
        rowKey={({ place, indicator: code, period }) => `${place}${code}${period}`}
        label={say('why.parts')}
      />
    </section>
  )
}

function Missing({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  const rest = trace.missingCount - trace.missing.length
  return (
    <section data-testid="why-missing">
      <h4>
        {say('why.missing')} <small>{trace.missingCount}</small>
      </h4>
      <p className="name-list">
        {trace.missing.map(({ code, name }) => (
          <StepLink key={code} to="/place" change={{ place: code }}>
            {name}
          </StepLink>
        ))}
        {rest > 0 ? <span>{say('why.missingMore', { count: rest })}</span> : null}
      </p>
    </section>
  )
}

function partColumns(trace: Trace, say: Say): readonly TableColumn<TracePart>[] {
  const { parts } = trace
  const faceOfPart = partFaces(trace)
  const units = new Set(parts.map((part) => faceOfPart(part).shownIn))
  const only = units.size === 1 ? [...units][0] : undefined
  return [
    {
      key: 'label',
      header: say('why.part'),
      label: say('why.part'),
      cell: ({ label }) => label,
      text: ({ label }) => label,
      sortKey: ({ label, place }) => `${place}${label}`,
    },
    {
      key: 'value',
      header: say('column.value'),
      label: say('column.value'),
      unit: only,
      align: 'end',
      cell: (part) => (
        <FigureLink indicator={part.indicator} place={part.place} period={part.period} testId="why-part" isStacked>
          <Figure value={part.value} state={part.state} {...faceOfPart(part)} withUnit={only === undefined} />
        </FigureLink>
      ),
      text: ({ value }) => value ?? '',
      sortKey: ({ value }) => (value === null ? null : parseDecimal(value)),
    },
    {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: ({ completeness }) => (completeness ? <CompletenessBar {...completeness} /> : null),
      text: ({ completeness }) => (completeness ? `${completeness.reported}/${completeness.expected}` : ''),
    },
  ]
}
