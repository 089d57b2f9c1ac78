import { type RefObject, useEffect } from 'react'

const PIXELS_PER_MILLIMETRE = 96 / 25.4
/** Below this nobody reads it; what is wider still has to be narrowed by choosing columns. */
const SMALLEST = 0.4

/** Shrinks a table on paper until it is as wide as the sheet between its margins. */
export function usePaperFit(box: RefObject<HTMLElement | null>, sheetMillimetres: number | undefined): void {
  useEffect(() => {
    if (sheetMillimetres === undefined) return
    const shrink = () => {
      const table = box.current?.querySelector('table')
      if (!table) return
      const share = (sheetMillimetres * PIXELS_PER_MILLIMETRE) / table.scrollWidth
      table.style.setProperty('zoom', String(Math.max(SMALLEST, Math.min(1, share))))
    }
    const restore = () => box.current?.querySelector('table')?.style.removeProperty('zoom')
    window.addEventListener('beforeprint', shrink)
    window.addEventListener('afterprint', restore)
    return () => {
      window.removeEventListener('beforeprint', shrink)
      window.removeEventListener('afterprint', restore)
    }
  }, [box, sheetMillimetres])
}
