import type { Mention } from '../mention/mention.ts'
import type { Clause, NamedProject } from './outline.ts'
import { endsAsProject, isNamedByForm, type NameSpan, nameAfter, nameBefore } from './project-name.ts'
import { shadowOf } from './shadow.ts'

const invested = /(?:投资|投入|资金|概算)(?:总?额|规模)?(?:约为?|超过?|近|达到?|为|逾|共|合计|人民币|:){0,4}$/
const afterName =
  /([”"]?)[(,]?(?:其?中?,?)(?:一期|二期|三期|首期)?(?:计划|预计|估算|概算|项目|建设|规划|协议|拟){0,4}(?:总投资|投资|投入)(?:总?额|规模)?(?:约为?|超过?|近|达到?|为|逾|共|合计|人民币|:){0,4}$/
const ofName = /^(?:以上|左右|以内)?(?:[,、][^。;]{0,24}?)?的/
const series = /等(?:一批)?[^,。;、等]{0,8}(?:项目|工程)/g
const single = /(?:项目|工程)/g
const counted = /^(?:共|达|约|超)?(?:\d|[一二两三四五六七八九十百]{1,4}[个项])/
const lastStop = /[、,。;:][^、,。;:]*$/
const longestItem = 42
const reach = 30

interface Named extends NameSpan {
  readonly amount: string | null
  readonly unit: string | null
}

/**
 * The projects that a text calls by name [CT18], with the amount of money said of each [CT19].
 *
 * @param mentions of the text, in reading order; those whose unit is not money are passed over.
 */
export function listProjects(text: string, outline: readonly Clause[], mentions: readonly Mention[]): NamedProject[] {
  const shadow = shadowOf(text)
  const money = mentions.filter(({ unit }) => /元(?:人民币)?$|美元|港元|欧元/.test(unit))
  const found: NamedProject[] = []
  let next = 0
  for (const clause of outline) {
    const words = shadow.slice(clause.start, clause.end)
    const named: Named[] = []
    while (next < money.length && money[next]!.offset < clause.start) next++
    for (; next < money.length && money[next]!.offset < clause.end; next++)
      named.push(...withAmount(words, clause.start, money[next]!))
    named.push(...withoutAmount(words))
    for (const { start, end, amount, unit } of dropOverlaps(named)) {
      const offset = clause.start + start
      const own = text.slice(offset, clause.start + end)
      found.push({ text: own, offset, name: own.replace(/[\s“”"]/g, ''), amount, unit, anchor: clause.anchor })
    }
  }
  return found
}

/** 总投资100亿元的XX项目, or XX项目(总投资12亿元). */
function withAmount(words: string, base: number, mention: Mention): Named[] {
  const start = Math.max(0, mention.start - base)
  const end = Math.min(words.length, Math.max(mention.end, mention.offset + mention.text.length) - base)
  const at = mention.offset - base
  const lead = words.slice(Math.max(0, start - reach), start)
  const lead2 = words.slice(Math.max(0, at - reach), at)
  const money = { amount: mention.exact, unit: mention.unit }
  const back = afterName.exec(lead) ?? afterName.exec(lead2)
  if (back) {
    const nameEnd = (afterName.test(lead) ? start - lead.length : at - lead2.length) + back.index
    const name = endsAsProject(words.slice(Math.max(0, nameEnd - 6), nameEnd)) ? nameBefore(words, nameEnd) : undefined
    if (name) return [{ ...name, ...money }]
  }
  const of = ofName.exec(words.slice(end, end + reach))
  if (!of || !(invested.test(lead) || invested.test(lead2))) return []
  const name = nameAfter(words, end + of[0].length)
  return name && !counted.test(words.slice(name.end, name.end + 8)) ? [{ ...name, ...money }] : []
}

/** Names by their own form, alone or in a list: A二期、B高速公路等重点项目. */
function withoutAmount(words: string): Named[] {
  const named: Named[] = []
  const take = (end: number) => {
    const name = nameBefore(words, end)
    if (name && isNamedByForm(words.slice(name.start, name.end))) named.push({ ...name, amount: null, unit: null })
  }
  let done = 0
  for (const match of words.matchAll(series)) {
    for (let end = match.index; end > done; ) {
      take(end)
      const from = Math.max(done, end - longestItem)
      const stop = from + words.slice(from, end).search(lastStop)
      if (stop < from || words[stop] !== '、') break
      end = stop
    }
    done = match.index + match[0].length
  }
  for (const match of words.matchAll(single)) take(match.index + match[0].length)
  return named
}

function dropOverlaps(named: readonly Named[]): Named[] {
  const kept: Named[] = []
  const ordered = named.toSorted(
    (a, b) => a.start - b.start || Number(a.amount === null) - Number(b.amount === null) || b.end - a.end,
  )
  for (const one of ordered) {
    const last = kept.at(-1)
    if (!last || one.start >= last.end) kept.push(one)
    else if (last.amount === null && one.amount !== null) kept[kept.length - 1] = one
  }
  return kept
}
