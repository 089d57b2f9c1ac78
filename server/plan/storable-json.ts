/** Half of a pair, where a name was cut in the middle of one, is no text that the database keeps. */
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
/** JSON writes a half as an escape, and nothing else so. */
const writtenHalf = /\\ud[89a-f]/

/** JSON that the database takes, whatever was cut out of a text. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!writtenHalf.test(json)) return json
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(halfPair, '\uFFFD') : part,
  )
}
