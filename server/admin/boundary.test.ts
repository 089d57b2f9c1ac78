import { describe, expect, test } from 'vitest'
import { mostPoints, parseOutlines } from './boundary.ts'
import { labelPoint, type Point } from './boundary-label.ts'

const square: Point[] = [
  [113, 22],
  [114, 22],
  [114, 23],
  [113, 23],
  [113, 22],
]
const polygon = (coordinates: unknown, type = 'Polygon') => [{ code: '990101000000', geometry: { type, coordinates } }]
const circle = (points: number): Point[] => {
  const ring = Array.from({ length: points - 1 }, (_, at): Point => {
    const angle = (at / (points - 1)) * 2 * Math.PI
    return [113 + Math.cos(angle), 22 + Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

describe('[PL50] an outline is refused', () => {
  test.each<readonly [string, unknown]>([
    ['without a geometry', [{ code: '990101000000', geometry: null }]],
    ['of points', polygon([113, 22], 'Point')],
    ['without coordinates', polygon(undefined)],
    ['without rings', polygon([])],
    ['of one level too few', polygon(square)],
    ['of one level too many', polygon([[square]])],
    ['with an open ring', polygon([square.slice(0, 4)])],
    ['of two points', polygon([[square[0], square[1], square[0]]])],
    ['with text for a number', polygon([[...square.slice(0, 3), ['113', 22], square[0]]])],
    ['with a number that is none', polygon([[...square.slice(0, 3), [Number.NaN, 22], square[0]]])],
    ['in metres', polygon([square.map(([x, y]) => [x * 111_000, y * 111_000])])],
    ['with latitude first', polygon([square.map(([x, y]) => [y, x])])],
    ['with too many points', polygon([circle(mostPoints + 1)])],
    ['given twice', [...polygon([square]), ...polygon([square])]],
  ])('%s', (_, features) => {
    expect(() => parseOutlines(features as Parameters<typeof parseOutlines>[0])).toThrow('boundary.malformed')
  })
})

test('[PL50] parts and holes are kept as rings, heights are dropped', () => {
  const [outline] = parseOutlines(polygon([[square.map(([x, y]) => [x, y, 12])], [square]], 'MultiPolygon'))
  expect(outline?.rings).toEqual([square, square])
})

describe('[PL51] a name stands inside its area', () => {
  test('in the middle of a square', () => {
    const [x, y] = labelPoint([square])
    expect(Math.abs(x - 113.5) + Math.abs(y - 22.5)).toBeLessThan(0.05)
  })

  test('in the bow of a crescent, whose centroid is outside', () => {
    const crescent: Point[] = [
      [113, 22],
      [116, 22],
      [116, 25],
      [115.5, 25],
      [115.5, 22.5],
      [113.5, 22.5],
      [113.5, 25],
      [113, 25],
      [113, 22],
    ]
    const [x, y] = labelPoint([crescent])
    expect(x < 113.5 || x > 115.5 || y < 22.5).toBe(true)
  })

  test('beside a hole, and in little time for a long border', () => {
    const hole: Point[] = [
      [112.5, 21.5],
      [113.5, 21.5],
      [113.5, 22.5],
      [112.5, 22.5],
      [112.5, 21.5],
    ]
    const started = performance.now()
    const [x, y] = labelPoint([circle(50_000), hole])
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(Math.max(Math.abs(x - 113), Math.abs(y - 22))).toBeGreaterThan(0.5)
  })

  test('on the border where there is no inside', () => {
    expect(
      labelPoint([
        [
          [113, 22],
          [114, 22],
          [113, 22],
          [113, 22],
        ],
      ]),
    ).toEqual([113, 22])
  })
})
