import { Problem } from '../problem/index.ts'

/** Everything: the path above all programmes. A grant on it reaches every goal. */
export const EVERY_GOAL = ''

const code = /^[a-z0-9][a-z0-9.-]{0,39}$/

/**
 * The path of a node: its ancestors' codes and its own, each followed by `/`. The trailing slash makes a subtree
 * exactly the paths that begin with the node's path: `jm/a1/` holds `jm/a1/m3/` and not `jm/a10/` [GO2].
 *
 * @param parent path of the parent; `EVERY_GOAL` for a programme.
 * @throws Problem `goal.codeMalformed` for codes other than lower-case letters, digits, dot and hyphen, up to 40.
 */
export function childPath(parent: string, childCode: string): string {
  if (!code.test(childCode)) throw new Problem('goal.codeMalformed', { code: childCode.slice(0, 40) })
  return `${parent}${childCode}/`
}

/** The path above; undefined for `EVERY_GOAL`. */
export function parentPath(path: string): string | undefined {
  if (path === EVERY_GOAL) return undefined
  return path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
}

/** The codes from the programme down. */
export function codesOfPath(path: string): readonly string[] {
  return path.split('/').slice(0, -1)
}

/** The path of the programme that a node belongs to. */
export function programmePath(path: string): string {
  return path.slice(0, path.indexOf('/') + 1)
}

/** Whether a node is the given one or lies below it [GO2]. */
export function isWithinGoal(path: string, subtree: string): boolean {
  return path.startsWith(subtree)
}

/**
 * The subtree as a half-open interval of byte-ordered text, for an index: `from <= path < before`. `0` follows `/`.
 * `before` is null for everything.
 */
export function subtreeRange(path: string): { readonly from: string; readonly before: string | null } {
  return { from: path, before: path === EVERY_GOAL ? null : `${path.slice(0, -1)}0` }
}
