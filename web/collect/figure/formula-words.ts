const signs: Readonly<Record<string, string>> = { '*': ' × ', '/': ' ÷ ', '+': ' ＋ ', '-': ' － ' }

/** A formula as people read it: names for codes, signs as printed. What cannot be read stays as it is. */
export function formulaWords(formula: string, names: ReadonlyMap<string, string>): string {
  return formula
    .replace(/[a-z][A-Za-z0-9]*|\s*[*/+-]\s*/g, (part) => names.get(part) ?? signs[part.trim()] ?? part)
    .replace(/ {2,}/g, ' ')
    .trim()
}
