import type { DocumentKind } from '@gangju/contract/documents'

/** Kinds by the word that ends a title; the first that stands counts. */
const kindWords: readonly (readonly [string, DocumentKind])[] = [
  ['要点', 'keyPoints'],
  ['纪要', 'minutes'],
  ['行动方案', 'actionPlan'],
  ['行动计划', 'actionPlan'],
  ['实施方案', 'actionPlan'],
  ['工作方案', 'actionPlan'],
  ['三年行动', 'actionPlan'],
  ['报告', 'report'],
  ['公报', 'report'],
  ['决定', 'decision'],
  ['通知', 'notice'],
  ['通告', 'notice'],
  ['若干措施', 'supportingPolicy'],
  ['措施', 'supportingPolicy'],
  ['意见', 'supportingPolicy'],
  ['办法', 'supportingPolicy'],
  ['细则', 'supportingPolicy'],
  ['方案', 'actionPlan'],
]

/** What kind of document a title speaks of. */
export function guessKind(title: string): DocumentKind {
  return kindWords.find(([word]) => title.includes(word))?.[1] ?? 'other'
}

const knownKinds: Readonly<Record<string, DocumentKind>> = {
  report: 'report',
  news: 'news',
  interview: 'news',
  comment: 'news',
  plan: 'actionPlan',
}

/** The kind of a document of the catalogue, whose kinds are those of its sources. */
export const kindOfKnown = (kind: string | undefined): DocumentKind | undefined => knownKinds[kind ?? '']

const headLength = 1_500
const tailLength = 600

/** The number of a document as printed near its head: 江府〔2026〕5号. */
export function guessNumber(text: string): string | null {
  const found = /[一-鿿]{1,12}[〔[［]\d{4}[〕\]］]\d{1,5}号/u.exec(text.slice(0, headLength))
  return found?.[0] ?? null
}

/**
 * The day that a document bears: alone or beside its number near the head, else signed at its end; else the year of its
 * title. What 今年 and 去年 are read from.
 */
export function guessDate(text: string, title: string): string | null {
  const head = text.slice(0, headLength).split('\n').slice(0, 20)
  const tail = text.slice(-tailLength).split('\n').toReversed()
  for (const line of [...head, ...tail]) {
    if (line.length > 60) continue
    const found = /(?:^|[\s号（(　])((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[）)]?\s*$/u.exec(line)
    const date = found && formatDay(found)
    if (date) return date
  }
  return /((?:19|20)\d{2})年/u.exec(title)?.[1] ?? null
}

function formatDay([, year, month, day]: RegExpExecArray): string | null {
  const [m, d] = [Number(month), Number(day)]
  if (m < 1 || m > 12 || d < 1 || d > 31) return null
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

/** Invented for demonstration, as the text itself says at its head. */
export const isInvented = (text: string): boolean => text.slice(0, headLength).includes('演示数据')
