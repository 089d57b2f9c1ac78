import { levels, type PlaceLevel } from '../place/index.ts'
import { Problem } from '../problem/index.ts'
import { programmePath } from './path.ts'

/** A node together with the level of the place whose programme it stands in. */
export interface AlignableGoal {
  readonly path: string
  readonly programmeLevel: Exclude<PlaceLevel, 'zone'>
}

/**
 * A node may align to a node of another programme, of a higher level: a county's action to its city's [GO3].
 * Because each step goes strictly up, alignments can never close a circle.
 *
 * @throws Problem `goal.alignmentInside` for the same programme, `goal.alignmentDownward` when not higher.
 */
export function checkAlignment(from: AlignableGoal, to: AlignableGoal): void {
  if (programmePath(from.path) === programmePath(to.path)) {
    throw new Problem('goal.alignmentInside', { from: from.path, to: to.path })
  }
  if (levels.indexOf(to.programmeLevel) >= levels.indexOf(from.programmeLevel)) {
    throw new Problem('goal.alignmentDownward', { from: from.path, to: to.path })
  }
}
