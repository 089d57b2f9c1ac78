import type { Trace } from '@gangju/contract/readings'
import { faceOf, plainFace } from '../net/indicator-face.ts'
import type { FigureFace } from '../ui/figure-text.ts'

/** Parts of the same indicator are printed alike; parts of another in the unit they came in. */
export function partFaces({ parts, indicator }: Trace): (part: Trace['parts'][number]) => FigureFace {
  const own = parts.filter((part) => part.indicator === indicator.code && part.unit === indicator.unit)
  const face = faceOf(
    indicator,
    own.map(({ value }) => value),
  )
  return (part) => (own.includes(part) ? face : plainFace(part.unit))
}
