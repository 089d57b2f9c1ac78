import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { Problem } from '@gangju/net/problem'
import { type PdfPiece, pdfLines } from './pdf-lines.ts'
import { type PdfPage, withoutMargins } from './pdf-margins.ts'
import { joinParagraphs } from './pdf-paragraphs.ts'
import { charactersOfRadicals } from './radicals.ts'

const pageLimit = 500
const pieceLimit = 2_000_000

/**
 * The words of a PDF's text layer, page after page. Fonts and character maps that a file names come from the reader's own
 * folder; nothing is drawn, run or fetched.
 *
 * @throws Problem `document.encrypted` (an opening password), `file.corrupt`, `file.tooLarge` (more than 500 pages).
 */
export async function readPdf(bytes: Buffer): Promise<{ readonly text: string; readonly pages: number }> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    cMapUrl: join(home, 'cmaps') + sep,
    standardFontDataUrl: join(home, 'standard_fonts') + sep,
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    disableRange: true,
    disableStream: true,
  })
  try {
    const document = await loading.promise
    if (document.numPages > pageLimit) throw new Problem('file.tooLarge', { pages: document.numPages })
    const pages: PdfPage[] = []
    let pieces = 0
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { width, height, transform } = page.getViewport({ scale: 1 })
      const { items } = await page.getTextContent()
      pieces += items.length
      if (pieces > pieceLimit) throw new Problem('file.tooLarge', { pieces })
      pages.push({ width, height, lines: pdfLines(items.flatMap((item) => pieceOf(item, transform))) })
      page.cleanup()
    }
    return { text: joinParagraphs(withoutMargins(pages)), pages: document.numPages }
  } catch (error) {
    if (error instanceof Problem) throw error
    if (error instanceof Error && error.name === 'PasswordException') throw new Problem('document.encrypted')
    throw new Problem('file.corrupt')
  } finally {
    await loading.destroy()
  }
}

/** Where a piece of text stands as the page is seen, y downwards; slanted words (seals, watermarks) are left out. */
function pieceOf(item: object, view: readonly number[]): readonly PdfPiece[] {
  if (!('str' in item)) return []
  const { str, transform, width } = item as { str: string; transform: readonly number[]; width: number }
  if (str === '') return []
  const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number]
  const [va, vb, vc, vd, ve, vf] = view as [number, number, number, number, number, number]
  const rise = vb * a + vd * b
  const run = va * a + vc * b
  if (Math.abs(rise) > Math.abs(run) * 0.1 || run < 0) return []
  const size = Math.hypot(va * c + vc * d, vb * c + vd * d)
  const x = va * e + vc * f + ve
  const y = vb * e + vd * f + vf
  if (![x, y, size, width].every(Number.isFinite)) return []
  return [{ text: charactersOfRadicals(str), x, y, end: x + width, size: Math.max(size, 1) }]
}
