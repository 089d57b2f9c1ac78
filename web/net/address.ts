/** Search fields of a page: plain text both ways, so that `period=2026` stays what it is. */
export type Search = Readonly<Record<string, string | undefined>>

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function formatSearch(search: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))
    .toString()
    .replace(/%3A|%7E|%21/g, decodeURIComponent)
  return text ? `?${text}` : ''
}

export const addressOf = (path: string, search: Search) => `${path}${formatSearch(search)}`
