import { downloadMarked, mapImport, type SheetImport } from '@gangju/contract/sheets'
import { useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { DownloadButton } from '../../net/download.tsx'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Progress } from '../../ui/states.tsx'
import { FaultList } from '../fault-list.tsx'
import { ImportApply } from './import-apply.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ImportTotals } from './import-totals.tsx'
import { ImportWhat } from './import-what.tsx'
import { changeCount, confirmed, emptyDraft, type MappingDraft, mappingBody } from './mapping-draft.ts'
import { SheetMapping } from './sheet-mapping.tsx'

/** One workbook on its way: how it is read, what is wrong with it, what would be stored. */
export function ImportView({ found }: { readonly found: SheetImport }) {
  const { say } = useWords()
  const [draft, setDraft] = useState<MappingDraft>(emptyDraft)
  const map = useWrite(mapImport, () => setDraft(emptyDraft))
  const send = (choices: MappingDraft) =>
    map.mutate({ input: { params: { id: found.id }, body: mappingBody(choices, found.edition) } })
  const changes = changeCount(draft)
  const isOpen = found.state === 'open'
  return (
    <div data-testid="import" data-import={found.id} data-state={found.state} data-edition={found.edition}>
      {/* What is chosen while the workbook is being read again would be lost with that reading. */}
      <fieldset className="mapping" disabled={map.isPending}>
        <ImportWhat found={found} draft={draft} onChange={setDraft} />
        {found.sheets.map((sheet) => (
          <SheetMapping key={sheet.name} found={found} sheet={sheet} draft={draft} onChange={setDraft} />
        ))}
      </fieldset>
      {isOpen ? (
        <div className="import-bar no-print" data-testid="mapping-bar">
          {changes > 0 ? (
            <>
              <b>{say('import.changes', { count: changes })}</b>
              <button
                type="button"
                className="main"
                disabled={map.isPending}
                onClick={() => send(draft)}
                data-testid="mapping-send"
              >
                {say('import.reread')}
              </button>
              <button type="button" className="quiet" onClick={() => setDraft(emptyDraft)}>
                {say('import.undo')}
              </button>
            </>
          ) : null}
          <button
            type="button"
            disabled={map.isPending}
            onClick={() => send(confirmed(draft, found))}
            data-testid="mapping-confirm"
          >
            {say('import.allRight')}
          </button>
          {map.isSuccess && changes === 0 ? (
            <span className="kept" data-testid="mapping-kept">
              ✓ {say('import.remembered')}
            </span>
          ) : null}
          {map.isPending ? <Progress label={say('import.reading', { file: found.fileName ?? '' })} /> : null}
          {map.error ? <Refused error={map.error} /> : null}
        </div>
      ) : null}
      {found.totals.length > 0 ? <ImportTotals found={found} /> : null}
      {found.faults.length > 0 ? (
        <Panel
          title={`${say('import.faults')} · ${found.faultCount}`}
          aside={
            <DownloadButton route={downloadMarked} input={{ params: { id: found.id } }} testId="import-marked">
              {say('import.marked')}
            </DownloadButton>
          }
          testId="import-faults"
        >
          {found.errorCount > 0 ? <p>{say('import.faultsKeptOut', { errors: found.errorCount })}</p> : null}
          <FaultList report={found} form={{ columns: found.indicators }} />
        </Panel>
      ) : null}
      <ImportPreview found={found} />
      <ImportApply found={found} isPending={changes > 0 || map.isPending} />
    </div>
  )
}
