/** The moment asked for; null is now. A moment to come is now as well: nothing is known of it. */
export function asOfDate(text: string | undefined): Date | null {
  if (text === undefined) return null
  return new Date(text)
}
