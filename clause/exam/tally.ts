import type { Statement } from '../statement/statement.ts'

/** A figure that a text is known to state; `optional` ones count neither as found nor as missed. */
export interface ExamRecord {
  readonly value_text: string
  readonly value_offset: number
  readonly place: string | null
  readonly subject: string | null
  readonly indicator: string
  readonly value: number
  readonly value_max: number | null
  readonly unit: string
  readonly comparator: string
  readonly measure: string
  readonly modality: string
  readonly commitment?: string | null
  readonly year: number | null
  readonly optional?: boolean
}

/** The statements read from one text beside those it is known to make. */
export interface ExamPaper {
  readonly records: readonly ExamRecord[]
  readonly statements: readonly Statement[]
}

/** Precision and recall of numerals and of targets, and how often each field of a matched record is right, 0…1. */
export function tally(papers: readonly ExamPaper[]): Record<string, number> {
  let [found, missed, spurious, foundTargets, missedTargets] = [0, 0, 0, 0, 0]
  const right = new Map<string, [number, number]>()
  for (const { records, statements } of papers) {
    const pairs = match(records, statements)
    const taken = new Set(pairs.values())
    for (const [index, record] of records.entries()) {
      if (record.optional) continue
      const statement = statements[pairs.get(index) ?? -1]
      if (statement) found++
      else missed++
      if (record.modality === 'target' && statement) foundTargets++
      else if (record.modality === 'target') missedTargets++
      if (!statement) continue
      for (const [field, fits] of Object.entries(FIELDS)) {
        const verdict = fits(statement, record)
        if (verdict === null) continue
        const counts = right.get(field) ?? [0, 0]
        right.set(field, [counts[0] + (verdict ? 1 : 0), counts[1] + 1])
      }
    }
    spurious += statements.length - taken.size
  }
  return {
    precision: found / (found + spurious),
    recall: found / (found + missed),
    targets: foundTargets / (foundTargets + missedTargets),
    ...Object.fromEntries([...right].map(([field, [hits, all]]) => [field, hits / all])),
  }
}

/** Pairs records with statements whose numerals overlap, the likest first. */
function match(records: readonly ExamRecord[], statements: readonly Statement[]): Map<number, number> {
  const pairs: { readonly record: number; readonly statement: number; readonly fit: number }[] = []
  for (const [record, known] of records.entries()) {
    for (const [statement, told] of statements.entries()) {
      const end = Math.min(told.offset + told.text.length, known.value_offset + known.value_text.length)
      const overlap = end - Math.max(told.offset, known.value_offset)
      if (overlap <= 0) continue
      const fit =
        overlap + 10 * likeness(told.indicator, known.indicator) + (fitsPlace(told.place, known.place) ? 3 : 0)
      pairs.push({ record, statement, fit })
    }
  }
  const matched = new Map<number, number>()
  const taken = new Set<number>()
  for (const { record, statement } of pairs.toSorted((a, b) => b.fit - a.fit)) {
    if (matched.has(record) || taken.has(statement)) continue
    matched.set(record, statement)
    taken.add(statement)
  }
  return matched
}

type Verdict = (told: Statement, known: ExamRecord) => boolean | null

const FIELDS: Readonly<Record<string, Verdict>> = {
  value: (told, known) =>
    sameAmount(told.value, told.unit, known.value, known.unit) &&
    (known.value_max === null || sameAmount(told.valueMax ?? Number.NaN, told.unit, known.value_max, known.unit)),
  comparator: (told, known) => told.comparator === known.comparator,
  modality: (told, known) => told.modality === known.modality,
  measure: (told, known) => told.measure === known.measure,
  commitment: (told, known) => (known.modality === 'target' ? told.commitment === (known.commitment ?? null) : null),
  year: (told, known) => (known.year === null ? null : told.year === known.year),
  place: (told, known) => (known.place === null ? null : fitsPlace(told.place, known.place)),
  indicator: (told, known) => {
    const [a, b] = [bare(told.indicator), bare(known.indicator)]
    return a !== '' && (a.includes(b) || likeness(a, b) >= 0.6)
  },
}

const MULTIPLES = [
  ['万亿', 1e12],
  ['千亿', 1e11],
  ['百亿', 1e10],
  ['十亿', 1e9],
  ['亿', 1e8],
  ['千万', 1e7],
  ['百万', 1e6],
  ['十万', 1e5],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 1e2],
] as const

function sameAmount(a: number, unitOfA: string, b: number, unitOfB: string): boolean {
  const [bareA, timesA] = splitUnit(unitOfA)
  const [bareB, timesB] = splitUnit(unitOfB)
  return bareA === bareB && Math.abs(a * timesA - b * timesB) <= 1e-9 * Math.max(1, Math.abs(b * timesB))
}

function splitUnit(unit: string): [string, number] {
  const words = unit.replace(/\s/g, '').replace('％', '%')
  for (const [word, times] of MULTIPLES) if (words.startsWith(word)) return [words.slice(word.length), times]
  return [words, 1]
}

function bare(words: string | null): string {
  return (words ?? '').replace(/[\s“”"「」《》()（）·]/g, '')
}

function fitsPlace(told: string | null, known: string | null): boolean {
  const [a, b] = [bare(told), bare(known)]
  return b === '' || (a !== '' && (a.endsWith(b) || b.endsWith(a)))
}

/** How many pairs of neighbouring characters two names share, 0…1. */
function likeness(a: string, b: string): number {
  const [x, y] = [pairsOf(bare(a)), pairsOf(bare(b))]
  if (x.size === 0 || y.size === 0) return 0
  let shared = 0
  for (const pair of x) if (y.has(pair)) shared++
  return (2 * shared) / (x.size + y.size)
}

function pairsOf(words: string): Set<string> {
  const pairs = new Set<string>(words.length === 1 ? [words] : [])
  for (let at = 0; at + 1 < words.length; at++) pairs.add(words.slice(at, at + 2))
  return pairs
}
