import { codesOf, type Formula } from './formula.ts'

/**
 * The way by which a derived indicator would come back to itself: `a`, `b`, `a` [FG11]. It must not: it could not be computed.
 *
 * @param formulaOf null for what is not derived, undefined for a code that there is not.
 * @returns null when there is no such way.
 */
export function findFormulaCycle(
  code: string,
  formulaOf: (code: string) => Formula | null | undefined,
): readonly string[] | null {
  const done = new Set<string>()
  const visit = (one: string, path: readonly string[]): readonly string[] | null => {
    const start = path.indexOf(one)
    if (start >= 0) return [...path.slice(start), one]
    const formula = formulaOf(one)
    if (!formula || done.has(one)) return null
    for (const part of codesOf(formula)) {
      const found = visit(part, [...path, one])
      if (found) return found
    }
    done.add(one)
    return null
  }
  return visit(code, [])
}
