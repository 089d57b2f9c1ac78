import { findBoundAfter, findBoundBefore } from './bounds.ts'
import type { Comparator, Dimension, Mention } from './mention.ts'
import type { Page } from './page.ts'

/** What a form of figure knows when it has read one. */
export interface Figure {
  readonly start: number
  /** Where the numeral's own words end. */
  readonly end: number
  readonly exact: string
  readonly exactMax: string | null
  readonly unit: string
  /** Where the unit ends. */
  readonly unitEnd: number
  readonly dimension: Dimension
  /** What the figure itself says of its bounds: 余, 级, N强, 数十. */
  readonly own?: Comparator
}

/** Makes the mention of a figure, with the bounding words that touch it [CM1] [CM7]. */
export function mentionOf(page: Page, figure: Figure): Mention {
  const before = findBoundBefore(page.shadow, figure.start)
  const after = findBoundAfter(page.shadow, figure.unitEnd)
  return {
    text: page.text.slice(figure.start, figure.end),
    offset: figure.start,
    value: Number(figure.exact),
    valueMax: figure.exactMax === null ? null : Number(figure.exactMax),
    exact: figure.exact,
    exactMax: figure.exactMax,
    unit: figure.unit,
    start: before?.at ?? figure.start,
    end: after?.at ?? figure.unitEnd,
    comparator: comparatorOf(figure, before?.comparator, after?.comparator),
    dimension: figure.dimension,
    spellings: [],
  }
}

/** A range is a range; else what stands before wins over what stands after, and both over the figure's own words. */
function comparatorOf(figure: Figure, before: Comparator | undefined, after: Comparator | undefined): Comparator {
  if (figure.exactMax !== null) return 'range'
  if (before === 'le' && after !== undefined) return after
  if (before === 'approx' && figure.own === 'gt') return 'approx'
  return before ?? after ?? figure.own ?? 'eq'
}
