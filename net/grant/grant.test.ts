import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRectangle, type Grant, isVerb, type Rectangle, type Verb } from './index.ts'

// A small net: 1 over 2 and 3, 2 over 4 and 5.
const ancestors: Readonly<Record<number, readonly number[]>> = { 1: [], 2: [1], 3: [1], 4: [2, 1], 5: [2, 1] }
const place = (placeId: number) => ({ placeId, ancestorIds: ancestors[placeId]! })
const on = '2026-11-21'
const grant = (over: Partial<Grant>): Grant => ({
  verbs: ['observation.read'],
  goalPath: '',
  placeId: 1,
  from: '2026-01-01',
  to: null,
  ...over,
})

describe('one grant', () => {
  test('[GR1] covers what lies below, narrowed to what was asked', () => {
    const decision = decideRectangle([grant({ placeId: 2 })], {
      verb: 'observation.read',
      on,
      goalPath: 'jm/',
      place: place(4),
    })
    expect(decision).toEqual({ kind: 'granted', rectangle: { goalPaths: ['jm/'], placeIds: [4] }, others: [] })
  })
  test('[GR2] a place above is not covered, a goal above is narrowed to the part', () => {
    const grants = [grant({ placeId: 2, goalPath: 'jm/a1/' })]
    expect(decideRectangle(grants, { verb: 'observation.read', on, place: place(1) }).kind).toBe('outside')
    expect(decideRectangle(grants, { verb: 'observation.read', on, goalPath: 'jm/', place: place(2) })).toMatchObject({
      rectangle: { goalPaths: ['jm/a1/'], placeIds: [2] },
    })
    expect(decideRectangle(grants, { verb: 'observation.read', on, goalPath: 'jm/a2/', place: place(2) }).kind).toBe(
      'outside',
    )
  })
  test('[GR3] inside without the verb differs from outside', () => {
    const grants = [grant({ placeId: 2 })]
    expect(decideRectangle(grants, { verb: 'grant.write', on, place: place(4) }).kind).toBe('verbMissing')
    expect(decideRectangle(grants, { verb: 'grant.write', on, place: place(3) }).kind).toBe('outside')
    expect(decideRectangle([], { verb: 'grant.write', on }).kind).toBe('verbMissing')
  })
  test('[GR4] counts from its first day until before its last', () => {
    const grants = [grant({ from: '2026-11-21', to: '2026-11-22' })]
    const kindOn = (day: string) => decideRectangle(grants, { verb: 'observation.read', on: day, place: place(2) }).kind
    expect(['2026-11-20', '2026-11-21', '2026-11-22'].map(kindOn)).toEqual(['outside', 'granted', 'outside'])
  })
})

test('[GR1] two offices at two places are two rectangles, not their product', () => {
  const grants = [grant({ placeId: 4, goalPath: 'jm/a1/' }), grant({ placeId: 3, goalPath: 'jm/a2/' })]
  expect(decideRectangle(grants, { verb: 'observation.read', on })).toEqual({
    kind: 'granted',
    rectangle: { goalPaths: ['jm/a1/'], placeIds: [4] },
    others: [{ goalPaths: ['jm/a2/'], placeIds: [3] }],
  })
})

test('verbs are a closed list', () => {
  expect(isVerb('submission.approve')).toBe(true)
  expect(isVerb('submission.eat')).toBe(false)
})

const goals = ['', 'jm/', 'jm/a1/', 'jm/a1/m1/', 'jm/a2/', 'xh/']
const verbsUsed: readonly Verb[] = ['observation.read', 'submission.approve']
const covers = (outer: number, inner: number) => outer === inner || ancestors[inner]!.includes(outer)
const anyGrant = fc.record({
  verbs: fc.subarray([...verbsUsed]),
  goalPath: fc.constantFrom(...goals),
  placeId: fc.integer({ min: 1, max: 5 }),
  from: fc.constantFrom('2026-01-01', '2026-12-01'),
  to: fc.constantFrom(null, '2026-06-01'),
})

test('[GR1] a decision lets through the requested cells that the grants cover, and no other', () => {
  const inside = (rectangles: readonly Rectangle[], goal: string, placeId: number) =>
    rectangles.some(
      ({ goalPaths, placeIds }) =>
        goalPaths.some((path) => goal.startsWith(path)) && placeIds.some((outer) => covers(outer, placeId)),
    )
  fc.assert(
    fc.property(
      fc.array(anyGrant, { maxLength: 5 }),
      fc.constantFrom(...verbsUsed),
      fc.option(fc.constantFrom(...goals), { nil: undefined }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      (grants, verb, goalPath, placeId) => {
        const request = {
          verb,
          on,
          ...(goalPath === undefined ? {} : { goalPath }),
          ...(placeId ? { place: place(placeId) } : {}),
        }
        const decision = decideRectangle(grants, request)
        const rectangles = decision.kind === 'granted' ? [decision.rectangle, ...decision.others] : []
        for (const goal of goals) {
          for (const at of [1, 2, 3, 4, 5]) {
            const isAsked = goal.startsWith(goalPath ?? '') && (placeId === undefined || covers(placeId, at))
            const isGranted = grants.some(
              (given) =>
                given.verbs.includes(verb) &&
                given.from <= on &&
                (given.to === null || on < given.to) &&
                goal.startsWith(given.goalPath) &&
                covers(given.placeId, placeId ?? at),
            )
            expect(inside(rectangles, goal, at)).toBe(isAsked && isGranted)
          }
        }
      },
    ),
    { numRuns: 300 },
  )
})
