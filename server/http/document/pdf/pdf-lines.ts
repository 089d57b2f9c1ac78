/** A piece of text on a page: its left and right end, its base line (downwards from the top) and its height. */
export interface PdfPiece {
  readonly text: string
  readonly x: number
  readonly end: number
  readonly y: number
  readonly size: number
}

/** So many jumps up a page are no columns any more, but a file whose pieces lie in no order. */
const jumpLimit = 8
/** In heights of the letters: a blank as wide is a new column of a table, one less wide a blank between words. */
const columnGap = 2.4
const wordGap = 0.18

const cjk = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014]/

/** Pieces to lines, in the order of the file, which in columns is the order of reading. */
export function pdfLines(pieces: readonly PdfPiece[]): readonly PdfPiece[] {
  const lines: PdfPiece[] = []
  for (const piece of inOrder(pieces.filter(({ text }) => text.trim() !== ''))) {
    const line = lines.at(-1)
    if (line && isOnLine(line, piece)) lines[lines.length - 1] = joined(line, piece)
    else lines.push({ ...piece, text: piece.text.trim() })
  }
  return lines.map((line) => ({ ...line, text: withoutLooseBlanks(line.text) }))
}

function inOrder(pieces: readonly PdfPiece[]): readonly PdfPiece[] {
  let jumps = 0
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1]
    if (before && piece.y < before.y - piece.size) jumps += 1
  })
  if (jumps <= jumpLimit) return pieces
  const rows: PdfPiece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row && piece.y - row[0]!.y < piece.size * 0.4) row.push(piece)
    else rows.push([piece])
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.x - b.x))
}

function isOnLine(line: PdfPiece, piece: PdfPiece): boolean {
  const size = Math.max(line.size, piece.size)
  return Math.abs(line.y - piece.y) < size * 0.45 && piece.x >= line.end - size
}

function joined(line: PdfPiece, piece: PdfPiece): PdfPiece {
  const gap = (piece.x - line.end) / Math.max(line.size, piece.size)
  const text = piece.text.trim()
  const isTight = gap < wordGap && !line.text.endsWith(' ') && !piece.text.startsWith(' ')
  const between = gap > columnGap ? '\t' : isTight || cjk.test(line.text.at(-1)!) || cjk.test(text[0]!) ? '' : ' '
  const size = piece.size > line.size ? piece.size : line.size
  return { ...line, text: line.text + between + text, end: Math.max(line.end, piece.end), size }
}

/** Readers of PDF put blanks where letters stand apart; between Chinese characters none is meant. */
function withoutLooseBlanks(text: string): string {
  return text.replace(/ {1,3}/g, (blanks, at: number) =>
    cjk.test(text[at - 1] ?? '') || cjk.test(text[at + blanks.length] ?? '') ? '' : ' ',
  )
}
