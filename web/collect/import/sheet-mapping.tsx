import type { ImportSheet, SheetImport } from '@gangju/contract/sheets'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ColumnLine } from './column-line.tsx'
import { type MappingDraft, sheetDraft, withColumn, withSheet } from './mapping-draft.ts'
import { OpenRows } from './open-rows.tsx'

export interface SheetMappingProps {
  readonly found: SheetImport
  readonly sheet: ImportSheet
  readonly draft: MappingDraft
  readonly onChange: (draft: MappingDraft) => void
}

/** How one sheet is read: each column with its header path, what it holds, and what is in doubt. */
export function SheetMapping({ found, sheet, draft, onChange }: SheetMappingProps) {
  const { say } = useWords()
  const chosen = sheetDraft(draft, sheet.name)
  const isUsed = chosen.isUsed ?? sheet.isUsed
  const isOpen = found.state === 'open'
  const title = (
    <>
      {say('import.sheet', { name: sheet.name })}{' '}
      <span className="tag" data-testid="sheet-mapping-kind" data-kind={sheet.mapping}>
        {say(`import.mapping.${sheet.mapping}`)}
      </span>
    </>
  )
  const use = (
    <label>
      <input
        type="checkbox"
        checked={isUsed}
        disabled={!isOpen}
        onChange={(event) => {
          const isChosen = event.target.checked
          onChange(withSheet(draft, sheet.name, (one) => ({ ...one, isUsed: isChosen })))
        }}
        data-testid="sheet-used"
      />
      {say('import.used')}
    </label>
  )
  return (
    <Panel
      title={title}
      aside={use}
      className={isUsed ? 'sheet-mapping' : 'sheet-mapping unused'}
      testId="sheet-mapping"
    >
      {isUsed ? (
        <>
          <p className="sheet-line">
            {sheet.title ? <b>{sheet.title}</b> : null}{' '}
            {sheet.header ? say('import.headerAt', sheet.header) : say('import.noHeader')} ·{' '}
            {say('import.rowsFound', { places: sheet.placeRows, totals: sheet.totalRows })}
          </p>
          <div className="table-box mapping-box">
            <table className="mapping-table" aria-label={say('import.sheet', { name: sheet.name })}>
              <thead>
                <tr>
                  <th scope="col">{say('import.column')}</th>
                  <th scope="col">{say('import.header')}</th>
                  <th scope="col">{say('import.sample')}</th>
                  <th scope="col">{say('import.use')}</th>
                  <th scope="col">{say('import.indicator')}</th>
                  <th scope="col">{say('import.unit')}</th>
                  <th scope="col">{say('import.columnPeriod')}</th>
                </tr>
              </thead>
              <tbody>
                {sheet.columns.map((column) => (
                  <ColumnLine
                    key={column.column}
                    column={column}
                    choice={chosen.columns.get(column.column)}
                    indicators={found.indicators}
                    isOpen={isOpen}
                    onChoose={(choice) => onChange(withColumn(draft, sheet.name, choice))}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {sheet.openRowCount > 0 ? <OpenRows sheet={sheet} draft={draft} isOpen={isOpen} onChange={onChange} /> : null}
        </>
      ) : null}
    </Panel>
  )
}
