import { compareDecimals, decimalOf } from '../quantity/index.ts'
import { rateOf } from './attainment.ts'
import type { GoalLightRule, Light } from './rule-set.ts'

/** A goal's own light, with how many of each colour stand under it. */
export interface GoalLight {
  readonly light: Light
  readonly counts: Readonly<Record<Light, number>>
}

/**
 * The light of a goal from those under it: the worst colour that reaches its threshold [RE8]. Grey ones are not failures,
 * so shares are of the lit ones; when the grey reach their own threshold, or nothing is lit, the goal is grey.
 */
export function rollUpLights(lights: Iterable<Light>, rule: GoalLightRule): GoalLight {
  const counts = { green: 0, amber: 0, red: 0, grey: 0 }
  for (const light of lights) counts[light] += 1
  return { light: worst(counts, rule), counts }
}

function worst(counts: Readonly<Record<Light, number>>, rule: GoalLightRule): Light {
  const { green, amber, red, grey } = counts
  const lit = green + amber + red
  if (lit === 0 || reaches(grey, lit + grey, rule.greyFromShare)) return 'grey'
  if (reaches(red, lit, rule.redFromShare)) return 'red'
  return reaches(amber + red, lit, rule.amberFromShare) ? 'amber' : 'green'
}

function reaches(count: number, all: number, share: GoalLightRule['redFromShare']): boolean {
  return count > 0 && compareDecimals(rateOf(decimalOf(count), decimalOf(all))!, share) >= 0
}
