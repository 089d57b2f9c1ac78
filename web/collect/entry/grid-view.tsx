import { type ClipboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { useWords } from '../../net/language.tsx'
import { useRowWindow } from '../../ui/use-row-window.ts'
import type { Beside } from './beside.ts'
import { GridFoot } from './grid-foot.tsx'
import { GridHead } from './grid-head.tsx'
import { readKey } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { areaOf, type Spot } from './grid-state.ts'
import { placeInput } from './place-input.ts'
import type { Entry } from './use-entry.ts'
import type { Grid } from './use-grid.ts'

export interface GridViewProps {
  readonly entry: Entry
  readonly grid: Grid
  readonly beside: Beside
  /** The one field that all typing goes through: it lies over the cell in focus. */
  readonly input: RefObject<HTMLInputElement | null>
}

/** The cells, like a spreadsheet. */
export function GridView({ entry, grid, beside, input }: GridViewProps) {
  const { say, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { page, rows, rowFindings } = entry
  const { state } = grid
  const { first, last, rowHeight } = useRowWindow(box, rows.length)
  const area = areaOf(state)
  const { row, column } = state.focus
  useLayoutEffect(
    () => placeInput(box.current, input.current, { row, column, rowHeight }),
    [row, column, rowHeight, first, input, beside, language],
  )

  const point = (event: MouseEvent) => {
    const spot = spotAt(event.target)
    if (!spot || event.button !== 0) return
    event.preventDefault()
    input.current?.focus({ preventScroll: true })
    grid.obey({ kind: 'go', to: spot, how: event.shiftKey ? 'extending' : 'alone' })
  }
  const sweep = (event: MouseEvent) => {
    const spot = event.buttons === 1 ? spotAt(event.target) : undefined
    if (spot && (spot.row !== row || spot.column !== column))
      grid.dispatch({ kind: 'moved', to: spot, how: 'extending' })
  }
  const put = (event: ClipboardEvent) => {
    if (grid.state.editing) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', grid.copied())
    if (event.type === 'cut') grid.obey({ kind: 'empty' })
  }
  const columns = page.form.columns
  const locked = new Set(page.returns.filter(({ may }) => !may.edit).map(({ place }) => place.code))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are read by the field inside; pressing a cell moves it there.
    <div
      ref={box}
      className={`table-box tall entry-grid beside-${beside}`}
      onMouseDown={point}
      onMouseOver={sweep}
      onDoubleClick={() => grid.obey({ kind: 'open' })}
      data-testid="entry-grid"
    >
      <table>
        <GridHead form={page.form} />
        <tbody>
          {first > 0 ? <tr style={{ height: first * rowHeight }} /> : null}
          {rows.slice(first, last).map((shown, index) => {
            const at = first + index
            const isInArea = at >= area.top && at <= area.bottom
            return (
              <GridRow
                key={shown.place.code}
                row={shown}
                at={at}
                columns={columns}
                findings={rowFindings[at] ?? []}
                beside={beside}
                isLocked={locked.has(shown.filer)}
                focus={at === row ? column : null}
                from={isInArea ? area.left : null}
                to={isInArea ? area.right : null}
              />
            )
          })}
          {last < rows.length ? <tr style={{ height: (rows.length - last) * rowHeight }} /> : null}
        </tbody>
        <GridFoot form={page.form} rows={rows} />
      </table>
      <input
        ref={input}
        className={`entry-input no-print${state.editing ? ' editing' : ''}`}
        value={state.editing?.text ?? ''}
        onChange={(event) => grid.dispatch({ kind: 'typed', text: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          const wish = readKey(event, grid.state, grid.size)
          if (!wish) return
          event.preventDefault()
          event.stopPropagation()
          grid.obey(wish)
        }}
        onBlur={grid.commit}
        onCopy={put}
        onCut={put}
        onPaste={(event) => {
          if (state.editing) return
          event.preventDefault()
          grid.paste(event.clipboardData.getData('text/plain'))
        }}
        autoComplete="off"
        spellCheck={false}
        aria-label={nameOf(entry, state.focus, say('entry.small'))}
        data-testid="entry-input"
      />
    </div>
  )
}

function spotAt(target: EventTarget): Spot | undefined {
  const text = target instanceof Element ? target.closest<HTMLElement>('[data-spot]')?.dataset['spot'] : undefined
  const [row, column] = (text ?? '').split(',').map(Number)
  return text && row !== undefined && column !== undefined ? { row, column } : undefined
}

function nameOf({ rows, page }: Entry, { row, column }: Spot, fallback: string): string {
  const name = rows[row]?.place.name
  const header = page.form.columns[column]?.header
  return name && header ? `${name} ${header}` : fallback
}
