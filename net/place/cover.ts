import { Problem } from '../problem/index.ts'

/** One step down: from a parent to its child in the tree, or from a zone to a member. */
export interface PlaceEdge<Key extends string | number = number> {
  readonly ancestor: Key
  readonly descendant: Key
  readonly kind: 'tree' | 'zone'
}

/**
 * `inherited`: the ancestor also covers the descendant's parent in the tree, so the pair adds no place to it. The pairs
 * that are not inherited are the ones to list as a place's children or a zone's members [PL7].
 */
export interface CoverPair<Key extends string | number = number> {
  readonly ancestor: Key
  readonly descendant: Key
  readonly inherited: boolean
}

/**
 * The closure of tree and zone edges: who covers whom. Each pair once, by however many ways it is reached, and nobody
 * covers itself: this is what keeps a village in a town and two zones from being counted twice [PL5].
 *
 * @param edges of one day (see `validOn`), in any order; the same edge twice is one edge.
 * @returns descendants after their ancestors.
 * @throws Problem `place.cycle`, `place.twoParents` when the tree is none [PL6].
 */
export function closeCover<Key extends string | number>(edges: Iterable<PlaceEdge<Key>>): readonly CoverPair<Key>[] {
  const net = readNet(edges)
  const ancestorsOf = new Map<Key, ReadonlySet<Key>>()
  const pairs: CoverPair<Key>[] = []
  for (const place of topDown(net)) {
    const ancestors = new Set<Key>()
    for (const above of net.above.get(place) ?? []) {
      ancestors.add(above)
      for (const further of ancestorsOf.get(above) ?? []) ancestors.add(further)
    }
    ancestorsOf.set(place, ancestors)
    const parent = net.treeParent.get(place)
    const overParent = parent === undefined ? undefined : ancestorsOf.get(parent)
    for (const ancestor of ancestors) {
      pairs.push({ ancestor, descendant: place, inherited: overParent?.has(ancestor) ?? false })
    }
  }
  return pairs
}

interface Net<Key> {
  readonly above: ReadonlyMap<Key, ReadonlySet<Key>>
  readonly below: ReadonlyMap<Key, ReadonlySet<Key>>
  readonly treeParent: ReadonlyMap<Key, Key>
}

function readNet<Key extends string | number>(edges: Iterable<PlaceEdge<Key>>): Net<Key> {
  const above = new Map<Key, Set<Key>>()
  const below = new Map<Key, Set<Key>>()
  const treeParent = new Map<Key, Key>()
  for (const { ancestor, descendant, kind } of edges) {
    if (kind === 'tree') {
      const parent = treeParent.get(descendant)
      if (parent !== undefined && parent !== ancestor) throw new Problem('place.twoParents', { place: descendant })
      treeParent.set(descendant, ancestor)
    }
    append(above, descendant, ancestor)
    append(below, ancestor, descendant)
  }
  return { above, below, treeParent }
}

/** Kahn's order: a place comes once everything above it has come; what never comes lies on a cycle or below one. */
function topDown<Key extends string | number>({ above, below }: Net<Key>): readonly Key[] {
  const waiting = new Map(Array.from(above, ([place, parents]) => [place, parents.size]))
  const order = Array.from(below.keys()).filter((place) => !waiting.has(place))
  // The list grows while it is walked.
  for (const place of order) {
    for (const child of below.get(place) ?? []) {
      const left = waiting.get(child)! - 1
      waiting.set(child, left)
      if (left === 0) order.push(child)
    }
  }
  for (const [place, left] of waiting) if (left > 0) throw new Problem('place.cycle', { place })
  return order
}

function append<Key>(sets: Map<Key, Set<Key>>, key: Key, value: Key): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}
