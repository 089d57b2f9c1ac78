import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closeCover, type PlaceEdge, validOn } from './index.ts'

const tree = (ancestor: number, descendant: number): PlaceEdge => ({ ancestor, descendant, kind: 'tree' })
const zone = (ancestor: number, descendant: number): PlaceEdge => ({ ancestor, descendant, kind: 'zone' })
const told = (edges: readonly PlaceEdge[]) =>
  closeCover(edges)
    .map(({ ancestor, descendant, inherited }) => `${ancestor}>${descendant}${inherited ? '*' : ''}`)
    .toSorted()

describe('examples', () => {
  test('[PL5] a village is covered by town, county and zone, each once', () => {
    // County 1, town 2, villages 3 and 4; zone 9 holds the town and, needlessly, village 3.
    expect(told([tree(1, 2), tree(2, 3), tree(2, 4), zone(9, 2), zone(9, 3)])).toEqual([
      '1>2',
      '1>3*',
      '1>4*',
      '2>3',
      '2>4',
      '9>2',
      '9>3*',
      '9>4*',
    ])
  })
  test('[PL7] a zone of parts of towns lists the villages themselves', () => {
    expect(told([tree(1, 2), tree(2, 3), zone(9, 3)])).toContain('9>3')
  })
  test('[PL6] a circle is refused, through zones too', () => {
    expect(() => closeCover([tree(1, 2), tree(2, 1)])).toThrow('place.cycle')
    expect(() => closeCover([tree(1, 2), tree(2, 3), zone(3, 1)])).toThrow('place.cycle')
    expect(() => closeCover([zone(5, 5)])).toThrow('place.cycle')
  })
  test('[PL6] a place has one parent', () => {
    expect(() => closeCover([tree(1, 3), tree(2, 3)])).toThrow('place.twoParents')
  })
  test('[PL8] edges hold from their first day until before their last', () => {
    const edge = { ...tree(1, 2), validFrom: '2024-01-01', validTo: '2026-07-01' }
    expect(validOn([edge], '2026-06-30')).toHaveLength(1)
    expect(validOn([edge], '2026-07-01')).toHaveLength(0)
    expect(validOn([edge], '2023-12-31')).toHaveLength(0)
  })
  test('[PL5] a chain of 2,000 does not overflow', () => {
    const chain = Array.from({ length: 2_000 }, (_, index) => tree(index, index + 1))
    expect(closeCover(chain)).toHaveLength((2_000 * 2_001) / 2)
  })
})

// Edges go from lower to higher numbers, so there is no circle; 0 is the root of the tree, zones come first.
const net = fc
  .tuple(
    fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
    fc.array(fc.tuple(fc.integer({ min: 100, max: 103 }), fc.integer({ min: 1, max: 20 })), { maxLength: 15 }),
  )
  .map(([parents, members]) => [
    ...parents.map((parent, index) => tree(parent % (index + 1), index + 1)),
    ...members.filter(([, member]) => member <= parents.length).map(([outer, member]) => zone(outer, member)),
  ])

test('[PL5] the closure holds exactly the reachable pairs, each once, nobody itself', () => {
  const reach = (edges: readonly PlaceEdge[], from: number): Set<number> => {
    const found = new Set<number>()
    const visit = (at: number) => {
      for (const edge of edges) {
        if (edge.ancestor !== at || found.has(edge.descendant)) continue
        found.add(edge.descendant)
        visit(edge.descendant)
      }
    }
    visit(from)
    return found
  }
  fc.assert(
    fc.property(net, (edges) => {
      const pairs = closeCover(edges).map(({ ancestor, descendant }) => `${ancestor}>${descendant}`)
      const places = new Set(edges.flatMap(({ ancestor, descendant }) => [ancestor, descendant]))
      const expected = [...places].flatMap((from) => [...reach(edges, from)].map((to) => `${from}>${to}`))
      expect(new Set(pairs).size).toBe(pairs.length)
      expect(pairs.toSorted()).toEqual(expected.toSorted())
      expect(pairs.every((pair) => pair.split('>')[0] !== pair.split('>')[1])).toBe(true)
    }),
  )
})

test('[PL7] what is not inherited covers everything once more', () => {
  fc.assert(
    fc.property(net, (edges) => {
      const pairs = closeCover(edges)
      const covered = (outer: number) => pairs.filter((pair) => pair.ancestor === outer)
      const parents = new Map(edges.flatMap((edge) => (edge.kind === 'tree' ? [[edge.descendant, edge.ancestor]] : [])))
      for (const { ancestor, descendant, inherited } of pairs) {
        const parent = parents.get(descendant)
        expect(inherited).toBe(covered(ancestor).some((pair) => pair.descendant === parent))
      }
    }),
  )
})
