/** Clock and calendar texts are those of the reader's own zone. */
const two = (value: number) => String(value).padStart(2, '0')

/** 2026-11-20 10:32 */
export function momentText(moment: string | Date | null): string {
  if (moment === null) return ''
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return String(moment)
  return `${dayText(at)} ${timeText(at)}`
}

/** 10:32 */
export const timeText = (at: Date) => `${two(at.getHours())}:${two(at.getMinutes())}`

export const dayText = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`

/** `2026-11-20T10:32` of a form field with the offset that the wire asks for. */
export function momentWithOffset(local: string): string {
  const at = new Date(local)
  const offset = -at.getTimezoneOffset()
  const hours = two(Math.floor(Math.abs(offset) / 60))
  return `${local.length === 16 ? `${local}:00` : local}${offset < 0 ? '-' : '+'}${hours}:${two(Math.abs(offset) % 60)}`
}

/** Whole days from today to an ISO date; negative when it has passed. */
export function daysUntil(isoDate: string, today: Date): number {
  const from = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())
  const [year = 0, month = 1, day = 1] = isoDate.slice(0, 10).split('-').map(Number)
  return Math.round((Date.UTC(year, month - 1, day) - from) / 86_400_000)
}
