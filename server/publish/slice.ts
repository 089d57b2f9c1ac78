import type { Lang } from '../http/serve.ts'

/** The moment asked for; null is now. A moment to come is now as well: nothing is known of it. */
export function asOfDate(text: string | undefined): Date | null {
  if (text === undefined) return null
  return new Date(text)
}

/** Of places whose class nobody stated. */
export const unknownClass = (lang: Lang) => (lang === 'zh' ? '类别未定' : 'class not stated')
