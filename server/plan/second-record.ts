import { z } from 'zod'

const Words = z.string().trim().min(1).max(60)

/** One record as a language model is asked to write it. What it adds beside is dropped; what does not fit is no record. */
const FoundRecord = z.object({
  text: z.string().min(1).max(60),
  offset: z.int().min(0),
  value: z.number(),
  indicator: Words,
  place: Words.nullish().transform((value) => value ?? null),
  subject: Words.nullish().transform((value) => value ?? null),
  comparator: z.enum(['eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range']).catch('eq'),
  measure: z.enum(['level', 'count', 'growth', 'share', 'ratio', 'rank', 'duration', 'change', 'multiple']),
  modality: z.enum(['target', 'actual']),
  commitment: z
    .enum(['firm', 'stretch', 'expected'])
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
  year: z
    .int()
    .min(1949)
    .max(2100)
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
})
export type FoundRecord = z.infer<typeof FoundRecord>

export function parseFoundRecord(raw: unknown): FoundRecord | undefined {
  const parsed = FoundRecord.safeParse(raw)
  return parsed.success ? parsed.data : undefined
}

/** Beginnings of an array that are tried before a reply counts as prose. */
const beginningLimit = 20

/** The first JSON array of objects in a reply, whatever prose or fences stand around it. */
export function findJsonArray(reply: string): readonly unknown[] | undefined {
  let from = reply.indexOf('[')
  for (let tries = 0; from >= 0 && tries < beginningLimit; tries += 1) {
    const end = endOfArray(reply, from)
    const parsed = end === undefined ? undefined : parseArray(reply.slice(from, end))
    if (parsed) return parsed
    from = reply.indexOf('[', from + 1)
  }
  return undefined
}

function parseArray(json: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    const isRecords = Array.isArray(parsed) && parsed.every((each) => typeof each === 'object' && each !== null)
    return isRecords ? parsed : undefined
  } catch {
    return undefined
  }
}

function endOfArray(text: string, from: number): number | undefined {
  let depth = 0
  let isQuoted = false
  for (let index = from; index < text.length; index += 1) {
    const character = text[index]
    if (isQuoted) {
      if (character === '\\') index += 1
      else if (character === '"') isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') {
      depth -= 1
      if (depth === 0) return index + 1
    }
  }
  return undefined
}
