import { parseArgs } from 'node:util'

/** How much is measured: by default Guangdong, 26,600 villages × 30 indicators × 24 months. */
export function readSize() {
  const { values } = parseArgs({
    options: {
      villages: { type: 'string', default: '26600' },
      months: { type: 'string', default: '24' },
      keep: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  const villages = Number(values.villages)
  const months = Array.from({ length: Number(values.months) }, (_, index) => {
    return `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
  return { villages, counties: 122, cities: 21, townsPerCounty: 13, zones: 8, indicators: 30, months, ...pick(values) }
}

const pick = ({ keep, out }) => ({ isKept: keep, out })

/** One figure that is always the same: two decimals, both signs never mind the sense. */
export const valueOf = (placeId, indicatorId, month) => {
  const mixed = Math.imul(placeId * 31 + indicatorId * 7_919 + month * 104_729, 2_654_435_761) >>> 0
  return `${mixed % 100_000}.${String(mixed % 97).padStart(2, '0')}`
}
