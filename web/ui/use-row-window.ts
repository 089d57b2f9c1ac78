import { type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Above this many rows only those near the reader are drawn. */
const WINDOWED_FROM = 150
const MARGIN = 20

export interface RowWindow {
  readonly first: number
  readonly last: number
  readonly rowHeight: number
}

/** Which rows to draw while the box scrolls; all of them on paper. */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800, rowHeight: 32 })
  const isPrinting = usePrinting()
  const isWindowed = count > WINDOWED_FROM && !isPrinting
  useEffect(() => {
    const element = box.current
    if (!element || !isWindowed) return
    const look = () => {
      const row = element.querySelector<HTMLElement>('tbody tr[data-row]')
      setView({ top: element.scrollTop, height: element.clientHeight, rowHeight: row?.offsetHeight || 32 })
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [box, isWindowed])
  if (!isWindowed) return { first: 0, last: count, rowHeight: view.rowHeight }
  const first = Math.max(0, Math.floor(view.top / view.rowHeight) - MARGIN)
  const last = Math.min(count, Math.ceil((view.top + view.height) / view.rowHeight) + MARGIN)
  return { first: Math.min(first, count), last, rowHeight: view.rowHeight }
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
