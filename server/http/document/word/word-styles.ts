import { walkWordXml } from './walk-word-xml.ts'
import { numberOf } from './word-lists.ts'

/** What a paragraph style says that matters to its words. */
export interface WordStyle {
  /** The name in English whatever the language of the office: `toc 1`, `Title`, `heading 1`. */
  name: string
  basedOn: string | null
  list: string | null
  level: number | null
}

/** The paragraph styles of `word/styles.xml` by their id. */
export function readStyles(content: Buffer): ReadonlyMap<string, WordStyle> {
  const styles = new Map<string, WordStyle>()
  let style: WordStyle | undefined
  walkWordXml('word/styles.xml', content, {
    open(name, attributeOf) {
      if (name === 'w:style') {
        style = { name: '', basedOn: null, list: null, level: null }
        styles.set(attributeOf('styleId') ?? '', style)
      } else if (!style) return
      else if (name === 'w:name') style.name = attributeOf('val') ?? ''
      else if (name === 'w:basedOn') style.basedOn = attributeOf('val') ?? null
      else if (name === 'w:numId') style.list = attributeOf('val') ?? null
      else if (name === 'w:ilvl') style.level = numberOf(attributeOf('val'), 0)
    },
    close(name) {
      if (name === 'w:style') style = undefined
    },
  })
  return styles
}

/** The style and those it is based on, nearest first; a circle ends it. */
export function lineOfStyles(styles: ReadonlyMap<string, WordStyle>, id: string | null): readonly WordStyle[] {
  const line: WordStyle[] = []
  for (let next = id; next !== null && line.length < 12; ) {
    const style = styles.get(next)
    if (!style || line.includes(style)) break
    line.push(style)
    next = style.basedOn
  }
  return line
}
