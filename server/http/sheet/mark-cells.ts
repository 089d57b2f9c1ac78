import { resolveTarget } from './guard.ts'
import { rewriteContainer } from './rewrite-container.ts'
import { columnNumber } from './sheet-shape.ts'
import { listSheetParts, unpackPart } from './workbook-parts.ts'
import { readZipDirectory } from './zip-directory.ts'

/** Words for one cell. */
export interface CellMark {
  readonly sheet: string
  /** A1 */
  readonly at: string
  readonly text: string
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const emptyRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${packageRelations}"></Relationships>`
/** What stands behind `legacyDrawing` in a sheet. @source ECMA-376 part 1, 18.3.1.99 CT_Worksheet */
const behindDrawing =
  /<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/(?:\w+:)?worksheet>/

/**
 * A copy of a workbook with a comment at every marked cell. Cells, styles, charts and all that is not named here keep their
 * bytes; a comment that a cell has already stays, and the words are added to it.
 */
export function markCells(bytes: Buffer, marks: readonly CellMark[], author: string): Buffer {
  const entries = readZipDirectory(bytes)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const changes = new Map<string, Buffer>()
  const readBytes = (name: string): Buffer | undefined => {
    const entry = byName.get(name)
    return changes.get(name) ?? (entry && unpackPart(bytes, entry))
  }
  const read = (name: string): string | undefined => readBytes(name)?.toString('utf8')
  const write = (name: string, text: string) => changes.set(name, Buffer.from(text))
  const names = new Set(byName.keys())
  const sheets = listSheetParts(
    Buffer.from(read('xl/workbook.xml')!),
    Buffer.from(read('xl/_rels/workbook.xml.rels')!),
    names,
  )
  let number = 900
  for (const { name, part } of sheets) {
    const own = textsByCell(marks.filter(({ sheet }) => sheet === name))
    if (own.size === 0) continue
    number += 1
    const relsPart = part.replace(/([^/]+)$/, '_rels/$1.rels')
    const rels = read(relsPart) ?? emptyRelations
    const known = (type: string) => {
      const tag = new RegExp(`<Relationship\\b[^>]*Type="[^"]*/${type}"[^>]*>`).exec(rels)?.[0]
      const target = tag && /\bTarget="([^"]*)"/.exec(tag)?.[1]
      return target === undefined ? undefined : resolveTarget(relsPart, target)
    }
    const comments = known('comments')
    const drawing = known('vmlDrawing')
    if (comments !== undefined && drawing !== undefined && read(comments) && read(drawing)) {
      write(drawing, withShapes(read(drawing)!, own, read(comments)!))
      write(comments, withComments(read(comments)!, own, author))
      continue
    }
    const added = [`xl/comments${number}.xml`, `xl/drawings/vmlDrawing${number}.vml`] as const
    write(added[0], withComments(emptyComments, own, author))
    write(added[1], withShapes(emptyDrawing, own, ''))
    const links =
      `<Relationship Id="gangjuC" Type="${relations}/comments" Target="/${added[0]}"/>` +
      `<Relationship Id="gangjuV" Type="${relations}/vmlDrawing" Target="/${added[1]}"/>`
    write(
      relsPart,
      rels.replace(/<\/Relationships>|<Relationships([^>]*)\/>/, (end, attributes?: string) =>
        attributes === undefined ? `${links}${end}` : `<Relationships${attributes}>${links}</Relationships>`,
      ),
    )
    changes.set(part, withDrawing(readBytes(part)!))
    write('[Content_Types].xml', withTypes(read('[Content_Types].xml')!, added[0]))
  }
  return rewriteContainer(bytes, entries, changes)
}

const emptyComments = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}"><authors></authors><commentList></commentList></comments>`
const emptyDrawing =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
  '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="900"/></o:shapelayout>' +
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'

function textsByCell(marks: readonly CellMark[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { at, text } of marks) texts.set(at, texts.has(at) ? `${texts.get(at)}\n${text}` : text)
  return texts
}

const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

function withComments(xml: string, texts: ReadonlyMap<string, string>, author: string): string {
  const authors = (xml.match(/<(?:\w+:)?author\b/g) ?? []).length
  let text = xml
    .replace(/<((?:\w+:)?)authors\s*\/>/, '<$1authors></$1authors>')
    .replace(/<\/((?:\w+:)?)authors>/, `<$1author>${escaped(author)}</$1author></$1authors>`)
    .replace(/<((?:\w+:)?)commentList\s*\/>/, '<$1commentList></$1commentList>')
  const prefix = /<\/((?:\w+:)?)commentList>/.exec(text)?.[1] ?? ''
  const added: string[] = []
  for (const [at, words] of texts) {
    const run = `<${prefix}t xml:space="preserve">${escaped(words)}</${prefix}t>`
    const known = new RegExp(
      `(<(?:\\w+:)?comment\\b[^>]*\\bref="${at}"[^>]*>(?:(?!</(?:\\w+:)?comment>)[\\s\\S])*?)(</(?:\\w+:)?text>)`,
    )
    const line = `<${prefix}r><${prefix}t xml:space="preserve">\n${escaped(words)}</${prefix}t></${prefix}r>`
    if (known.test(text)) text = text.replace(known, (_, before: string, end: string) => `${before}${line}${end}`)
    else
      added.push(
        `<${prefix}comment ref="${at}" authorId="${authors}"><${prefix}text>${run}</${prefix}text></${prefix}comment>`,
      )
  }
  return text.replace(`</${prefix}commentList>`, () => `${added.join('')}</${prefix}commentList>`)
}

/** A box for each comment, hidden until it is pointed at; a cell that had a comment has its box. */
function withShapes(xml: string, texts: ReadonlyMap<string, string>, comments: string): string {
  const known = (xml.match(/<v:shape\s/g) ?? []).length
  const shapes = [...texts.keys()]
    .filter((at) => !comments.includes(`ref="${at}"`) || xml === emptyDrawing)
    .map((at, index) => {
      const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(at) ?? []
      const [column, row] = [columnNumber(letters) - 1, Number(digits) - 1]
      return (
        `<v:shape id="_x0000_s${921_601 + known + index}" type="#_x0000_t202" style="position:absolute;width:180pt;height:64pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
        `<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>` +
        `<x:Anchor>${column + 1},12,${row},4,${column + 4},12,${row + 4},4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
      )
    })
  return xml.replace(/<\/xml>\s*$/, () => `${shapes.join('')}</xml>`)
}

/** Only what stands behind the cells is made a text: the cells of a large sheet stay the bytes that they are. */
function withDrawing(bytes: Buffer): Buffer {
  const end = Math.max(bytes.lastIndexOf('</sheetData>'), bytes.lastIndexOf(':sheetData>'), 0)
  const rest = bytes.toString('utf8', end)
  if (/<(?:\w+:)?legacyDrawing\s/.test(rest)) return bytes
  const prefix = /<(\w+:)?worksheet[\s>]/.exec(bytes.toString('latin1', 0, 16_384))?.[1] ?? ''
  const at = rest.search(behindDrawing)
  const element = `<${prefix}legacyDrawing xmlns:r="${relations}" r:id="gangjuV"/>`
  return Buffer.concat([bytes.subarray(0, end), Buffer.from(rest.slice(0, at) + element + rest.slice(at))])
}

function withTypes(xml: string, part: string): string {
  const prefix = /<(\w+:)?Types[\s>]/.exec(xml)?.[1] ?? ''
  const vml = /Extension="vml"/i.test(xml)
    ? ''
    : `<${prefix}Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`
  const comments = `<${prefix}Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`
  return xml
    .replace(new RegExp(`(<${prefix}Types[^>]*>)`), (start) => start + vml)
    .replace(`</${prefix}Types>`, () => `${comments}</${prefix}Types>`)
}
