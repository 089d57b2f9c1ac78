import type { Matrix } from '@gangju/contract/board'
import type { PlaceLevel } from '@gangju/contract/values'
import { indicatorShortName } from '../net/indicator-face.ts'
import { sayCode, useWords } from '../net/language.tsx'
import { useGo, useSearch } from '../net/slice.tsx'
import { Popover } from '../ui/popover.tsx'

export interface MatrixFilter {
  readonly text: string
  readonly track: string
  readonly light: string
}

export interface MatrixFiltersProps {
  readonly matrix: Matrix
  readonly level: PlaceLevel | undefined
  readonly filter: MatrixFilter
  readonly onFilter: (filter: MatrixFilter) => void
}

const levels = ['city', 'county', 'town', 'village', 'zone'] as const

/** Level and columns are part of the address, so that the view can be sent; the rest narrows what is on the screen. */
export function MatrixFilters({ matrix, level, filter, onFilter }: MatrixFiltersProps) {
  const { say, language } = useWords()
  const go = useGo()
  const tracks = [...new Set(matrix.rows.flatMap(({ track }) => track ?? []))]
  const depth = levels.indexOf(matrix.place.level as (typeof levels)[number])
  return (
    <div className="filters no-print">
      <label>
        {say('matrix.level')}
        <select
          value={level ?? matrix.level}
          onChange={(event) => go({ change: { level: event.target.value } })}
          data-testid="matrix-level"
        >
          {levels
            .filter((candidate, at) => at > depth || candidate === matrix.level || matrix.place.level === 'zone')
            .map((candidate) => (
              <option key={candidate} value={candidate}>
                {sayCode(language, 'level', candidate)}
              </option>
            ))}
        </select>
      </label>
      {tracks.length > 0 ? (
        <select
          aria-label={say('matrix.class')}
          value={filter.track}
          onChange={(event) => onFilter({ ...filter, track: event.target.value })}
        >
          <option value="">{say('matrix.anyClass')}</option>
          {tracks.map((track) => (
            <option key={track}>{track}</option>
          ))}
        </select>
      ) : null}
      <select
        aria-label={say('column.light')}
        value={filter.light}
        onChange={(event) => onFilter({ ...filter, light: event.target.value })}
      >
        <option value="">{say('matrix.anyLight')}</option>
        {(['red', 'amber', 'green', 'grey'] as const).map((light) => (
          <option key={light} value={light}>
            {say(`ui.${light}`)}
          </option>
        ))}
      </select>
      <input
        type="search"
        placeholder={say('table.filter')}
        aria-label={say('table.filter')}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
      <ColumnChooser matrix={matrix} />
    </div>
  )
}

function ColumnChooser({ matrix }: { readonly matrix: Matrix }) {
  const { say, language } = useWords()
  const go = useGo()
  const isNarrowed = useSearch()['indicators'] !== undefined
  const codes = matrix.columns.map(({ code }) => code)
  return (
    <>
      <Popover label={say('matrix.columns')} name={say('matrix.columns')}>
        {() => (
          <div className="column-choice">
            {matrix.columns.map((indicator) => (
              <label key={indicator.code}>
                <input
                  type="checkbox"
                  checked
                  disabled={codes.length === 1}
                  onChange={() =>
                    go({ change: { indicators: codes.filter((code) => code !== indicator.code).join(',') } })
                  }
                />
                {indicatorShortName(indicator, language)}
              </label>
            ))}
          </div>
        )}
      </Popover>
      {isNarrowed ? (
        <button type="button" className="quiet" onClick={() => go({ change: { indicators: undefined } })}>
          {say('matrix.allColumns')}
        </button>
      ) : null}
    </>
  )
}
