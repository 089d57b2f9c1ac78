import { useMemo } from 'react'
import { Asked } from '../net/asked.tsx'
import { usePath, useSearch } from '../net/slice.tsx'
import type { MarkSpan } from './desk-blocks.ts'
import { DeskView } from './desk-view.tsx'
import { useDesk } from './use-desk.ts'

/** 读文件: a text with its marks, and beside it what may become of every figure, body and deadline in it. */
export function DeskPage() {
  const document = decodeURIComponent(usePath().split('/')[2] ?? '')
  const search = useSearch()
  const version = wholeNumber(search['version'])
  const { query, key } = useDesk(document, version)
  const at = wholeNumber(search['at'])
  const length = wholeNumber(search['length']) ?? 1
  const pointedAt = useMemo(
    (): MarkSpan | null => (at === undefined ? null : { start: at, end: at + length, kind: 'flash', proposal: null }),
    [at, length],
  )
  return (
    <Asked query={query} rows={16}>
      {(desk) => (
        <DeskView key={`${desk.code} ${desk.version} ${at}`} desk={desk} deskKey={key} pointedAt={pointedAt} />
      )}
    </Asked>
  )
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
