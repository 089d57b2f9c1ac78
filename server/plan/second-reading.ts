import type { Doubt, Measure, Mention, Modality, Statement } from '@gangju/clause'
import { type FoundRecord, parseFoundRecord } from './second-record.ts'

/** A statement that only the second reader found: the figure is the rules', the words around it are the model's. */
export interface SecondProposal extends Omit<Statement, 'doubts'> {
  readonly doubts: readonly (Doubt | 'secondReader')[]
}

/** Where the two readers see the same numeral differently; the rules' reading stands, a person is told. */
export interface Disagreement {
  readonly offset: number
  readonly field: 'comparator' | 'measure' | 'modality' | 'commitment' | 'year' | 'place' | 'indicator' | 'value'
  readonly first: string
  readonly second: string
}

export interface SecondReading {
  readonly proposals: readonly SecondProposal[]
  readonly disagreements: readonly Disagreement[]
  /** Records that did not stand up to the check. */
  readonly refused: number
}

const recordLimit = 2_000
const confidence = 0.3
const fallWord = /下降|减少|降低|压减|下调|回落|缩短|降幅|负增长/

/**
 * Checks what a language model says it read. A record stands only if its words lie where it says, the rules see a figure
 * there with the same value, and the indicator's and the place's words are the document's own. Whatever else the model
 * says, commands in the document included, has no way in [SR1, SR2].
 */
export function checkSecondReading(
  text: string,
  mentions: readonly Mention[],
  statements: readonly Statement[],
  records: readonly unknown[],
): SecondReading {
  const proposals = new Map<number, SecondProposal>()
  const disagreements: Disagreement[] = []
  let refused = 0
  for (const raw of records.slice(0, recordLimit)) {
    const record = parseFoundRecord(raw)
    const mention = record && confirmedMention(text, mentions, record)
    if (!record || !mention) {
      refused += 1
      continue
    }
    const known = statements.find((each) => overlaps(each, mention))
    if (known) disagreements.push(...differences(known, record))
    else if (!proposals.has(mention.offset)) {
      const proposal = proposalOf(text, mention, record)
      if (proposal) proposals.set(mention.offset, proposal)
      else refused += 1
    }
  }
  const inOrder = [...proposals.values()].toSorted((a, b) => a.offset - b.offset)
  return { proposals: inOrder, disagreements, refused: refused + Math.max(0, records.length - recordLimit) }
}

function confirmedMention(text: string, mentions: readonly Mention[], record: FoundRecord): Mention | undefined {
  if (!text.startsWith(record.text, record.offset)) return undefined
  const mention = mentions.find((each) => overlaps(each, record))
  return mention && Math.abs(mention.value) === Math.abs(record.value) ? mention : undefined
}

interface Stretch {
  readonly offset: number
  readonly text: string
}

const overlaps = (a: Stretch, b: Stretch) => a.offset < b.offset + b.text.length && b.offset < a.offset + a.text.length

function differences(known: Statement, record: FoundRecord): readonly Disagreement[] {
  const pairs: readonly (readonly [Disagreement['field'], string | number | null, string | number | null])[] = [
    ['value', known.value, record.value],
    ['comparator', known.comparator, record.comparator],
    ['measure', known.measure, record.measure],
    ['modality', known.modality, record.modality],
    ['commitment', known.commitment, record.commitment],
    ['year', known.year, record.year],
    ['place', known.place, record.place],
    ['indicator', known.indicator, record.indicator],
  ]
  return pairs
    .filter(([field, first, second]) => second !== null && !isAlike(field, String(first ?? ''), String(second)))
    .map(([field, first, second]) => ({
      offset: known.offset,
      field,
      first: String(first ?? ''),
      second: String(second),
    }))
}

/** Names are alike when one holds the other. */
function isAlike(field: Disagreement['field'], first: string, second: string): boolean {
  if (first === second) return true
  if (field !== 'place' && field !== 'indicator') return false
  return first !== '' && (first.includes(second) || second.includes(first))
}

function proposalOf(text: string, mention: Mention, record: FoundRecord): SecondProposal | undefined {
  const quote = sentenceAround(text, mention)
  // The indicator has to be said near the figure, the place and the subject anywhere in the document.
  const near = text.slice(Math.max(0, quote.offset - 300), quote.offset + quote.text.length)
  if (!near.includes(record.indicator)) return undefined
  const isFall = record.value < 0 && fallWord.test(text.slice(Math.max(0, mention.start - 12), mention.end + 4))
  const sign = isFall && mention.value > 0 ? -1 : 1
  const signed = (exact: string) => (sign < 0 ? `-${exact}` : exact)
  return {
    text: mention.text,
    offset: mention.offset,
    quote: quote.text,
    quoteOffset: quote.offset,
    place: record.place !== null && text.includes(record.place) ? record.place : null,
    subject: record.subject !== null && text.includes(record.subject) ? record.subject : null,
    indicator: record.indicator,
    indicatorCode: null,
    value: sign * mention.value,
    valueMax: mention.valueMax === null ? null : sign * mention.valueMax,
    exact: signed(mention.exact),
    exactMax: mention.exactMax === null ? null : signed(mention.exactMax),
    unit: mention.unit,
    comparator: mention.comparator,
    measure: measureOf(mention, record.measure),
    modality: record.modality,
    commitment: record.modality === ('target' satisfies Modality) ? record.commitment : null,
    year: record.year,
    period: record.year === null ? null : String(record.year),
    base: null,
    scope: null,
    spellings: mention.spellings,
    confidence,
    doubts: ['secondReader'],
  }
}

/** What the unit allows of what the model says. */
function measureOf({ dimension }: Mention, said: Measure): Measure {
  const allowed: Readonly<Record<Mention['dimension'], readonly Measure[]>> = {
    amount: ['level', 'change'],
    count: ['count', 'level', 'change'],
    percent: ['growth', 'share', 'ratio'],
    point: ['change'],
    rank: ['rank', 'change'],
    duration: ['duration', 'change'],
    multiple: ['multiple'],
    proportion: ['ratio', 'share'],
    date: ['level'],
  }
  return allowed[dimension].includes(said) ? said : allowed[dimension][0]!
}

/** The sentence that a figure stands in, no longer than a few lines. */
function sentenceAround(text: string, { start, end }: Mention): Stretch {
  let from = start
  while (from > 0 && start - from < 200 && !'。！？；\n'.includes(text[from - 1]!)) from -= 1
  let to = end
  while (to < text.length && to - end < 200 && !'。！？；\n'.includes(text[to]!)) to += 1
  const raw = text.slice(from, to)
  const lead = raw.length - raw.trimStart().length
  return { offset: from + lead, text: raw.trim() }
}
