import { exportTable } from '@gangju/contract/board'
import { DownloadButton } from './download.tsx'
import { useWords } from './language.tsx'
import type { RouteInput } from './query.ts'
import { useSlice } from './slice.tsx'

type Input = RouteInput<typeof exportTable>

export interface ExportButtonProps {
  readonly table: Input['params']['table']
  readonly more?: Partial<Input['query']>
}

/** The table of the page as xlsx, for the slice that is shown. */
export function ExportButton({ table, more }: ExportButtonProps) {
  const { say, language } = useWords()
  const { goal, place, period, asOf } = useSlice()
  return (
    <DownloadButton
      route={exportTable}
      input={{ params: { table }, query: { goal, place, period, asOf, lang: language, ...more } }}
      testId="export"
    >
      {say('table.export')}
    </DownloadButton>
  )
}
