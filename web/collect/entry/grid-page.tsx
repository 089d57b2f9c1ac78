import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { usePageKeys } from '../../net/page-keys.ts'
import { StepLink } from '../../net/slice.tsx'
import { type Beside, besides } from './beside.ts'
import { CellPanel } from './cell-panel.tsx'
import { GridView } from './grid-view.tsx'
import { HandInDialog } from './hand-in-dialog.tsx'
import { RefusalLine, SaveState } from './save-state.tsx'
import { SignatureFoot } from './signature-foot.tsx'
import { StandingLines } from './standing-line.tsx'
import { TogetherLink } from './together-link.tsx'
import { type Entry, listGivenBack, listReady, standingOf } from './use-entry.ts'
import { useGrid } from './use-grid.ts'
import { useHandedIn } from './use-handed-in.ts'

/** The grid editor of a return with its tools. */
export function GridPage({ entry }: { readonly entry: Entry }) {
  const { say, language } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const explanation = useRef<HTMLTextAreaElement>(null)
  const [beside, setBeside] = useState<Beside>('none')
  const [isHandingIn, setHandingIn] = useState(false)
  const focusGrid = () => input.current?.focus({ preventScroll: true })
  const grid = useGrid(entry, () => explanation.current?.focus())
  const handedIn = useHandedIn(entry)
  const givenBack = listGivenBack(entry)
  const begin = useRef(() => {
    // What was given back is what the clerk came for.
    if (givenBack[0]) grid.obey({ kind: 'go', to: givenBack[0], how: 'alone' })
    focusGrid()
  })
  useEffect(() => begin.current(), [])
  usePageKeys(useGridKeys())
  const { form } = entry.page
  const name = language === 'zh' ? form.name : form.nameEn
  const { hard, soft, missing } = standingOf(entry)
  const mayHandIn = listReady(entry).length > 0
  return (
    <div className="entry">
      <PageHead title={`${name} · ${entry.page.place.name} · ${entry.page.period}`} name={name} paper="A3 landscape">
        <TogetherLink entry={entry} />
        <StepLink to="/returns">{say('ui.back')}</StepLink>
      </PageHead>
      <StandingLines entry={entry} />
      <RefusalLine entry={entry} />
      {handedIn ? (
        <p className="state partial" role="status" data-testid="handed-in">
          <strong>{say('entry.handedIn')}</strong>
        </p>
      ) : null}
      <div className="entry-tools no-print">
        <SaveState entry={entry} />
        <span data-testid="entry-progress">{say('entry.done', { filled: entry.filled, asked: entry.asked })}</span>
        <select
          value={beside}
          onChange={(event) => setBeside(besides.find((one) => one === event.target.value) ?? 'none')}
          aria-label={say('entry.beside')}
          data-testid="beside"
        >
          {besides.map((one) => (
            <option key={one} value={one}>
              {say(`entry.beside.${one}`)}
            </option>
          ))}
        </select>
        <span className="entry-counts" data-testid="entry-counts">
          {hard.length > 0 ? <b className="hard">{say('entry.hard', { count: hard.length })}</b> : null}
          {soft.length > 0 ? <b className="soft">{say('entry.soft', { count: soft.length })}</b> : null}
          {missing.length > 0 ? <b>{say('entry.missing', { count: missing.length })}</b> : null}
          {givenBack.length > 0 ? (
            <b className="hard" data-testid="given-back-count">
              {say('entry.givenBack', { count: givenBack.length })}
            </b>
          ) : null}
          {hard.length + soft.length + missing.length + givenBack.length === 0 && entry.filled > 0
            ? say('entry.clean')
            : null}
        </span>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            grid.obey({ kind: 'finding', step: 1 })
            focusGrid()
          }}
        >
          {say('entry.nextFinding')}
        </button>
        {mayHandIn ? (
          <button type="button" className="main" onClick={() => setHandingIn(true)} data-testid="hand-in">
            {say('entry.handIn')}
          </button>
        ) : null}
      </div>
      <div className="entry-body">
        <GridView entry={entry} grid={grid} beside={beside} input={input} />
        <CellPanel entry={entry} spot={grid.state.focus} explanation={explanation} onLeave={focusGrid} />
      </div>
      {entry.page.next ? <StepLink change={{ cursor: entry.page.next }}>{say('entry.more')}</StepLink> : null}
      <SignatureFoot />
      {isHandingIn ? (
        <HandInDialog
          entry={entry}
          onClose={() => {
            setHandingIn(false)
            focusGrid()
          }}
          onShow={({ row, column }) => {
            setHandingIn(false)
            grid.obey({ kind: 'go', to: { row, column }, how: 'alone' })
            setTimeout(focusGrid)
          }}
        />
      ) : null}
    </div>
  )
}

function useGridKeys() {
  const { say } = useWords()
  return useMemo(
    () =>
      [
        ['F2', say('entry.keys.edit')],
        ['Ctrl D', say('entry.keys.fill')],
        ['Ctrl Z / Y', say('entry.keys.undo')],
        ['Ctrl C / V', say('entry.keys.clipboard')],
        ['F8 / ⇧F8', say('entry.keys.finding')],
        ['F4', say('entry.keys.explain')],
        ['Ctrl S', say('entry.keys.save')],
      ] as const,
    [say],
  )
}
