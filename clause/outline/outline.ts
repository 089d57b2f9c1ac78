import type { Span } from '../mention/mention.ts'

/** A heading, an enumerated point or a paragraph of a text. Its children follow it in the list. */
export interface Clause {
  /**
   * Path of numbers from the root: `2.1.3`. Without a number a letter and a count: `t1` title, `h1` heading, `s1` speaker, `p2`
   * plain paragraph, `b1` bullet, `r4` row; `a1` is an attachment, `2.1~2` a number that occurs again. Unique in a text.
   */
  readonly anchor: string
  readonly parent: string | null
  /** 0 for the highest heading of the text. */
  readonly depth: number
  readonly kind: 'title' | 'heading' | 'point' | 'paragraph' | 'row'
  /** 一、（二）3.（4）①第五条 as written, without the words; null when the text has none. */
  readonly marker: string | null
  /** The heading's own words; of a point or a paragraph its first sentence. */
  readonly title: string
  /** The clause's own words, marker included, children excluded: text.slice(start, end). */
  readonly start: number
  readonly end: number
  /** Where the last of its children ends. */
  readonly endOfChildren: number
}

/** A body that the text names as responsible, and for which clause. */
export interface NamedBody extends Span {
  readonly part: 'lead' | 'support'
  readonly anchor: string
}

/** A date by which, or since which, something is to be done. */
export interface Deadline extends Span {
  /**
   * Period id: 2026, 2026-S1, 2026-Q3, 2026-10; a day as 2026-10-31; a repeated day as `monthly-25`, `quarterly-end`,
   * `yearly-10-31`, `weekly-5`.
   */
  readonly period: string
  readonly anchor: string
  readonly kind: 'until' | 'during' | 'repeated'
}

/** A project that the text calls by name, with the money said of it. */
export interface NamedProject extends Span {
  /** The words of the span without quotation marks and line breaks. */
  readonly name: string
  /** In `unit` as printed, digit by digit; null when no amount is stated. */
  readonly amount: string | null
  readonly unit: string | null
  readonly anchor: string
}

/** What a clause has become in another version of the text. */
export interface ClauseChange {
  readonly kind: 'same' | 'changed' | 'added' | 'removed' | 'moved'
  readonly before: Clause | null
  readonly after: Clause | null
  /** For `changed`: the words taken out and put in, in order; else empty. */
  readonly edits: readonly { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }[]
}
