import type { Timeliness } from '@gangju/contract/review'

/** Of a place and a form over some periods. */
export type Punctuality = Omit<Timeliness, 'period' | 'place'> & {
  readonly place: { readonly code: string; readonly name: string }
}

/** The periods of each place and form together. */
export function punctualityByPlace(items: readonly Timeliness[]): readonly Punctuality[] {
  const sums = new Map<string, Punctuality>()
  for (const item of items) {
    const key = `${item.form} ${item.place.code}`
    const sum = sums.get(key)
    sums.set(key, sum ? added(sum, item) : item)
  }
  return [...sums.values()]
}

/** All of them together, as a last line. */
export function allPunctuality(items: readonly Timeliness[], name: string): Punctuality {
  const zero = {
    form: '',
    formName: '',
    place: { code: '', name },
    expected: 0,
    onTime: 0,
    late: 0,
    missing: 0,
    approved: 0,
  }
  return items.reduce<Punctuality>(added, zero)
}

function added(sum: Punctuality, item: Timeliness): Punctuality {
  return {
    ...sum,
    expected: sum.expected + item.expected,
    onTime: sum.onTime + item.onTime,
    late: sum.late + item.late,
    missing: sum.missing + item.missing,
    approved: sum.approved + item.approved,
  }
}
