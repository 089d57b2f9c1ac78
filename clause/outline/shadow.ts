import { shadowOf as shadowOfFigures } from '../mention/shadow.ts'

/** The shadow that figures are read from, with the full-width comma an ASCII one too: here both only part names and points. */
export function shadowOf(text: string): string {
  return shadowOfFigures(text).replaceAll('，', ',')
}
