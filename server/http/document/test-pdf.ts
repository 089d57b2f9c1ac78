import { deflateSync } from 'node:zlib'

/** A line of text on a page: where it begins, how high it is, and what it says. Chinese characters are as wide as high. */
export interface TestLine {
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly text: string
}

/** Pages of A4 written byte by byte; text of Latin letters in Helvetica, any other through a Chinese font that is not embedded. */
export function pdfOf(
  pages: readonly (readonly TestLine[])[],
  { trailer = '', content }: { trailer?: string; content?: Buffer } = {},
): Buffer {
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${7 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ]
  pages.forEach((lines, index) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${8 + index * 2} 0 R >>`,
    )
    objects.push(streamOf(content ?? deflateSync(lines.map(drawn).join('\n'))))
  })
  const pieces: Buffer[] = [Buffer.from('%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')]
  const offsets: number[] = []
  let at = pieces[0]!.length
  objects.forEach((object, index) => {
    offsets.push(at)
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    pieces.push(piece)
    at += piece.length
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(pieces)
}

function streamOf(content: Buffer): Buffer {
  const head = Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`)
  return Buffer.concat([head, content, Buffer.from('\nendstream')])
}

function drawn({ x, y, size = 16, text }: TestLine): string {
  const isLatin = /^[ -~]*$/.test(text)
  const shown = isLatin
    ? `(${text.replace(/[()\\]/g, '\\$&')})`
    : `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
  return `BT /${isLatin ? 'F1' : 'F2'} ${size} Tf ${x} ${y} Td ${shown} Tj ET`
}
