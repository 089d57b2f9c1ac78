import { formatListNumber } from './list-marker.ts'
import type { ListDefinition, ListLevel, WordLists } from './word-lists.ts'
import { lineOfStyles, type WordStyle } from './word-styles.ts'

/** What a paragraph says of its own numbering. */
export interface ParagraphList {
  readonly style: string | null
  readonly list: string | null
  readonly level: number | null
}

/**
 * Counts numbered paragraphs in the order they come and gives each its marker (`一、`, `（二）`, `1.`), or ''. Lists that share a
 * definition go on counting where another left off, unless they say where they begin.
 */
export function createListCounter(
  { definitions, uses }: WordLists,
  styles: ReadonlyMap<string, WordStyle>,
): (paragraph: ParagraphList) => string {
  const counts = new Map<ListDefinition, (number | undefined)[]>()
  const begun = new Set<string>()

  function definitionOf(list: string): ListDefinition | undefined {
    const found = definitions.get(uses.get(list)?.definition ?? '')
    if (!found?.styleOf || found.levels.size > 0) return found
    return [...definitions.values()].find(({ styleLink }) => styleLink === found.styleOf)
  }

  return ({ style, list: ownList, level: ownLevel }) => {
    const line = lineOfStyles(styles, style)
    const list = ownList ?? line.find((each) => each.list !== null)?.list ?? null
    // Numbering 0 takes away what the style gives.
    if (list === null || list === '0') return ''
    const definition = definitionOf(list)
    if (!definition) return ''
    const level = ownLevel ?? line.find((each) => each.level !== null)?.level ?? levelOfStyle(definition, style)
    const described = definition.levels.get(level)
    if (!described) return ''

    const count = counts.get(definition) ?? []
    counts.set(definition, count)
    const start = begun.has(`${list} ${level}`) ? undefined : uses.get(list)?.starts.get(level)
    begun.add(`${list} ${level}`)
    count[level] = start ?? (count[level] === undefined ? described.start : count[level] + 1)
    for (const [deeper, { restart }] of definition.levels) {
      if (deeper > level && restart !== 0 && (restart === null || level < restart)) count[deeper] = undefined
    }
    return markerOf(definition, described, count)
  }
}

function levelOfStyle({ levels }: ListDefinition, style: string | null): number {
  for (const [level, described] of levels) if (style !== null && described.style === style) return level
  return 0
}

function markerOf(
  { levels }: ListDefinition,
  { text, format, isLegal }: ListLevel,
  count: readonly (number | undefined)[],
): string {
  if (format === 'bullet') return ''
  const marker = text.replace(/%([1-9])/g, (_, place: string) => {
    const at = Number(place) - 1
    const level = levels.get(at)
    const ownFormat = level?.format ?? 'decimal'
    return formatListNumber(count[at] ?? level?.start ?? 1, isLegal ? 'decimal' : ownFormat)
  })
  // A full stop before a figure would read as a decimal point: 1.2026年.
  return marker === '' || /[、）)．。：:\s]$/.test(marker) ? marker : `${marker} `
}
