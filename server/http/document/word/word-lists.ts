import { walkWordXml } from './walk-word-xml.ts'

export interface ListLevel {
  start: number
  format: string
  /** `第%1条`, where %1 is the number of the first level. */
  text: string
  /** The paragraph style that is numbered at this level. */
  style: string | null
  /** Whether numbers of other levels in it are written in decimals too. */
  isLegal: boolean
  /** Restarts after a paragraph of this level or higher; 0 never; null after any higher one. */
  restart: number | null
}

export interface ListDefinition {
  readonly levels: Map<number, ListLevel>
  styleLink: string | null
  styleOf: string | null
}

export interface ListUse {
  definition: string
  /** Levels that begin anew where this list is used first. */
  readonly starts: Map<number, number>
}

export interface WordLists {
  readonly definitions: ReadonlyMap<string, ListDefinition>
  readonly uses: ReadonlyMap<string, ListUse>
}

/** The lists of `word/numbering.xml`. */
export function readLists(content: Buffer): WordLists {
  const definitions = new Map<string, ListDefinition>()
  const uses = new Map<string, ListUse>()
  let definition: ListDefinition | undefined
  let use: ListUse | undefined
  let level: ListLevel | undefined
  let override = 0
  let fallbackDepth = 0

  walkWordXml('word/numbering.xml', content, {
    open(name, attributeOf) {
      if (name === 'mc:Fallback') fallbackDepth += 1
      if (fallbackDepth > 0) return
      const value = attributeOf('val') ?? ''
      if (name === 'w:abstractNum') {
        definition = { levels: new Map(), styleLink: null, styleOf: null }
        definitions.set(attributeOf('abstractNumId') ?? '', definition)
      } else if (name === 'w:num') {
        use = { definition: '', starts: new Map() }
        uses.set(attributeOf('numId') ?? '', use)
      } else if (name === 'w:abstractNumId' && use) use.definition = value
      else if (name === 'w:lvlOverride') override = numberOf(attributeOf('ilvl'), 0)
      else if (name === 'w:startOverride' && use) use.starts.set(override, numberOf(value, 1))
      else if (name === 'w:styleLink' && definition) definition.styleLink = value
      else if (name === 'w:numStyleLink' && definition) definition.styleOf = value
      else if (name === 'w:lvl' && definition) {
        level = { start: 0, format: 'decimal', text: '', style: null, isLegal: false, restart: null }
        definition.levels.set(numberOf(attributeOf('ilvl'), 0), level)
      } else if (level) describeLevel(level, name, value)
    },
    close(name) {
      if (name === 'mc:Fallback') fallbackDepth -= 1
      else if (name === 'w:abstractNum') definition = undefined
      else if (name === 'w:num') use = undefined
      else if (name === 'w:lvl') level = undefined
    },
  })
  return { definitions, uses }
}

function describeLevel(level: ListLevel, name: string, value: string): void {
  if (name === 'w:start') level.start = numberOf(value, 0)
  else if (name === 'w:numFmt') level.format = value
  else if (name === 'w:lvlText') level.text = value.slice(0, 60)
  else if (name === 'w:pStyle') level.style = value
  else if (name === 'w:isLgl') level.isLegal = value !== '0' && value !== 'false'
  else if (name === 'w:lvlRestart') level.restart = numberOf(value, 0)
}

/** A small whole number, as the format means it; anything else is taken for `otherwise`. */
export function numberOf(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : otherwise
}
