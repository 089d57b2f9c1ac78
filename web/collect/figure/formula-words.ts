const signs: Readonly<Record<string, string>> = { '*': ' × ', '/': ' ÷ ', '+': ' ＋ ', '-': ' － ' }

const counting = /count\s*\(\s*([A-Za-z]\w*)\s*([<>]=?)\s*(-?[\d.]+)\s*\)/g

export interface FormulaNames {
  /** Names by code. */
  readonly names: ReadonlyMap<string, string>
  /** How a count of the places that meet a bound is said. */
  readonly sayCount: (words: { readonly name: string; readonly bound: string }) => string
}

/** A formula as people read it: names for codes, signs as printed. What cannot be read stays as it is. */
export function formulaWords(formula: string, { names, sayCount }: FormulaNames): string {
  const counts: string[] = []
  const held = formula.replace(counting, (_, code: string, sign: string, bound: string) => {
    const words = `${sign.replace('<=', '≤').replace('>=', '≥')} ${bound}`
    counts.push(sayCount({ name: names.get(code) ?? code, bound: words }))
    return '\u0000'
  })
  return held
    .replace(/[a-z][A-Za-z0-9]*|\s*[*/+-]\s*/g, (part) => names.get(part) ?? signs[part.trim()] ?? part)
    .replace(/ {2,}/g, ' ')
    .trim()
    .replaceAll('\u0000', () => counts.shift()!)
}
