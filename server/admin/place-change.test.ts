import type { PlaceChange } from '@gangju/contract/places'
import { Problem } from '@gangju/net/problem'
import { describe, expect, test } from 'vitest'
import { planChange } from './place-change.ts'
import type { ChangePlan, KnownPlace, KnownTree } from './place-plan.ts'

const always = '0001-01-01'

const [county, other] = ['990101000000', '990102000000']
const [east, west, far] = ['990101001000', '990101002000', '990102001000']
const [willow, elm, pine] = ['990101001001', '990101001002', '990102001001']
const zone = 'Z-rivers'
const on = '2026-07-01'

const place = (code: string, level: string, countyId: number, words: Partial<KnownPlace> = {}): KnownPlace => ({
  code,
  name: `名${code.slice(5, 9)}`,
  level,
  countyId,
  validFrom: always,
  validTo: null,
  ...words,
})

const everyPlace = [
  place(county, 'county', 1),
  place(other, 'county', 2),
  place(east, 'town', 1),
  place(west, 'town', 1),
  place(far, 'town', 2),
  place(willow, 'village', 1),
  place(elm, 'village', 1),
  place(pine, 'village', 2),
  place(zone, 'zone', 1),
]
const treeEdge = (ancestor: string, descendant: string) => ({
  ancestor,
  descendant,
  kind: 'tree' as const,
  validFrom: always,
})

function treeWith(words: Partial<KnownTree> = {}, more: readonly KnownPlace[] = []): KnownTree {
  return {
    places: new Map([...everyPlace, ...more].map((one) => [one.code, one])),
    edges: [
      treeEdge(county, east),
      treeEdge(county, west),
      treeEdge(other, far),
      treeEdge(east, willow),
      treeEdge(east, elm),
      treeEdge(far, pine),
      { ancestor: zone, descendant: willow, kind: 'zone', validFrom: '2026-01-01' },
    ],
    isAboveZone: false,
    changedThatDay: new Set(),
    home: county,
    today: '2026-11-21',
    ...words,
  }
}

const plan = (change: PlaceChange, tree = treeWith()): ChangePlan => planChange(change, tree, 'en')
const part = (code: string) => ({ code, name: 'new' })

describe('[PL41] a change of the tree is refused', () => {
  const refused: readonly (readonly [string, PlaceChange, string | RegExp, KnownTree?])[] = [
    ['on a day to come', { kind: 'rename', place: willow, name: 'x', on: '2026-11-22' }, /not come yet/],
    [
      'of a place that ended',
      { kind: 'rename', place: willow, name: 'x', on },
      /has ended/,
      treeWith({}, [place(willow, 'village', 1, { validTo: '2026-02-01' })]),
    ],
    [
      'before the place began',
      { kind: 'rename', place: willow, name: 'x', on },
      /lies before/,
      treeWith({}, [place(willow, 'village', 1, { validFrom: '2026-07-02' })]),
    ],
    [
      'that ends a place on its first day',
      { kind: 'split', place: willow, into: [part('990101001008'), part('990101001009')], on },
      /lies before/,
      treeWith({}, [place(willow, 'village', 1, { validFrom: on })]),
    ],
    ['to the name it has', { kind: 'rename', place: willow, name: '名1001', on }, /already/],
    [
      'twice on one day',
      { kind: 'rename', place: willow, name: 'x', on },
      /on that day/,
      treeWith({ changedThatDay: new Set([willow]) }),
    ],
    ['that takes a village to another county', { kind: 'move', place: willow, parent: far, on }, /code changes/],
    ['that moves a town', { kind: 'move', place: east, parent: other, on }, /only a village/],
    ['that hangs a village under a village', { kind: 'move', place: willow, parent: elm, on }, /has to be a town/],
    ['that moves it where it is', { kind: 'move', place: willow, parent: east, on }, /there already/],
    [
      'that merges a town with a village',
      { kind: 'merge', places: [willow, west], into: part('990101001009'), on },
      /same level/,
    ],
    [
      'that merges a place with itself',
      { kind: 'merge', places: [willow, willow], into: part('990101001009'), on },
      /twice/,
    ],
    [
      'that merges villages into a town',
      { kind: 'merge', places: [willow, elm], into: part('990101009000'), on },
      /same level/,
    ],
    [
      'that merges into a code that exists',
      { kind: 'merge', places: [willow, elm], into: part(elm), on },
      'place.duplicate',
    ],
    [
      'that merges under a town that is not there',
      { kind: 'merge', places: [willow, elm], into: part('990101008001'), on },
      /no place above/,
    ],
    [
      'that merges towns of two counties',
      { kind: 'merge', places: [east, far], into: part('990101009000'), on },
      /only villages merge/,
    ],
    [
      'that splits off a part to another county',
      { kind: 'split', place: willow, into: [part('990102001008'), part('990101001009')], on },
      /code changes/,
    ],
    [
      'that names one part twice',
      { kind: 'split', place: willow, into: [part('990101001009'), part('990101001009')], on },
      /twice/,
    ],
    [
      'with a malformed code',
      { kind: 'split', place: willow, into: [part('990101000009'), part('990101001009')], on },
      'place.codeMalformed',
    ],
    [
      'that opens a zone without members',
      { kind: 'openZone', code: 'Z-new', name: 'x', zoneKind: 'park', members: [], on },
      /at least one/,
    ],
    [
      'that opens a zone under a code of the tree',
      { kind: 'openZone', code: '990101001009', name: 'x', zoneKind: 'park', members: [elm], on },
      /Z-/,
    ],
    ['that puts a zone into itself', { kind: 'joinZone', zone, place: zone, on }, 'place.cycle'],
    [
      'that puts a zone under what it lies in',
      { kind: 'joinZone', zone, place: county, on },
      'place.cycle',
      treeWith({ isAboveZone: true }),
    ],
    ['that joins a member', { kind: 'joinZone', zone, place: willow, on }, /already/],
    ['that joins what is no zone', { kind: 'joinZone', zone: east, place: willow, on }, /not a zone/],
    ['that leaves what it is not in', { kind: 'leaveZone', zone, place: elm, on }, /no direct member/],
    ['that leaves before it joined', { kind: 'leaveZone', zone, place: willow, on: '2025-12-31' }, /lies before/],
  ]
  test.each(refused.map(([what, change, expected, known = treeWith()]) => ({ what, change, expected, known })))(
    '$what',
    ({ change, expected, known }) => {
      const code = typeof expected === 'string' ? expected : 'place.change'
      const problem = catchProblem(() => plan(change, known))
      expect(problem.code).toBe(code)
      if (typeof expected !== 'string') expect(problem.detail['reason']).toMatch(expected)
    },
  )
})

function catchProblem(work: () => unknown): Problem {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('[PL42] towns that merge hand their villages on and stay as history', () => {
  const merged = plan({ kind: 'merge', places: [east, west], into: part('990101009000'), on })
  expect(merged.ended).toEqual([east, west])
  expect(merged.closes).toEqual([willow, elm].map((descendant) => ({ ancestor: east, descendant, kind: 'tree' })))
  expect(merged.opens).toEqual(
    [willow, elm].map((descendant) => ({ ancestor: '990101009000', descendant, kind: 'tree' })),
  )
  expect(merged.successions.map(({ predecessor, successor }) => [predecessor, successor])).toEqual([
    [east, '990101009000'],
    [west, '990101009000'],
  ])
})

test('[PL43] what merged is in a zone when all of it was; what was split is in it whole', () => {
  const zonesOf = ({ opens }: ChangePlan) =>
    opens.filter(({ kind }) => kind === 'zone').map(({ descendant }) => descendant)
  expect(zonesOf(plan({ kind: 'merge', places: [willow, elm], into: part('990101001009'), on }))).toEqual([])
  const parts = ['990101001008', '990101001009']
  expect(zonesOf(plan({ kind: 'split', place: willow, into: parts.map(part), on }))).toEqual(parts)
})

test('[PL44] villages of two counties may merge under one of them', () => {
  const { opened } = plan({ kind: 'merge', places: [willow, pine], into: part('990101001209'), on })
  expect(opened).toMatchObject([{ parent: east, level: 'village', kind: 'villagers', administrative: true }])
})

describe('[PL47] a new place', () => {
  test('lies under the place that its code names, and follows nothing', () => {
    const made = planChange({ kind: 'open', code: '990101001009', name: '新村', on }, treeWith(), 'zh')
    expect(made.opened).toMatchObject([{ code: '990101001009', level: 'village', parent: east, administrative: true }])
    expect([made.ended, made.opens, made.successions]).toEqual([[], [], []])
  })
  test.each([
    ['whose town is not there', '990101009001'],
    ['that is a county', '990109000000'],
    ['that is there', willow],
  ])('%s is refused', (_, code) => {
    expect(() => planChange({ kind: 'open', code, name: '新村', on }, treeWith(), 'zh')).toThrow(Problem)
  })
  test('not before the place above it began', () => {
    const young = treeWith({}, [place('990101007000', 'town', 1, { validFrom: '2026-08-01' })])
    expect(() => planChange({ kind: 'open', code: '990101007001', name: '新村', on }, young, 'zh')).toThrow(Problem)
  })
})
