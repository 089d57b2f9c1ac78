import { Problem } from '@gangju/net/problem'
import { labelPoint, type Point, type Ring } from './boundary-label.ts'

/** An outline as it is kept: all rings of all parts, outer and inner alike, drawn even-odd, closed. */
export interface Outline {
  readonly code: string
  readonly rings: readonly Ring[]
  readonly label: Point
}

/** Beyond this a file is of a finer scale than a page can draw. */
export const mostPoints = 200_000

/** Longitude 73–136, latitude 3–54: the mainland and its seas, in degrees. */
const bounds = { west: 73, east: 136, south: 3, north: 54 } as const

/**
 * Reads GeoJSON Polygon and MultiPolygon geometries, each keyed by the code of a place [PL50].
 *
 * @throws Problem `boundary.malformed` at the first geometry that may not be kept, with its code and why.
 */
export function parseOutlines(
  features: readonly { readonly code: string; readonly geometry: unknown }[],
): readonly Outline[] {
  const seen = new Set<string>()
  let points = 0
  return features.map(({ code, geometry }) => {
    const refuse = (why: string): never => {
      throw new Problem('boundary.malformed', { reason: `${code}: ${why}` })
    }
    if (seen.has(code)) refuse('代码重复 (twice)')
    seen.add(code)
    const rings = ringsOf(geometry, refuse)
    points += rings.reduce((sum, ring) => sum + ring.length, 0)
    if (points > mostPoints) refuse(`超过 ${mostPoints} 个点 (too many points)`)
    return { code, rings, label: labelPoint(rings) }
  })
}

type Refuse = (why: string) => never

function ringsOf(geometry: unknown, refuse: Refuse): Ring[] {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    refuse('须为 Polygon 或 MultiPolygon (neither Polygon nor MultiPolygon)')
  const polygons = listOf(type === 'Polygon' ? [coordinates] : coordinates, refuse)
  const rings = polygons.flatMap((polygon) => listOf(polygon, refuse)).map((ring) => ringOf(ring, refuse))
  if (rings.length === 0) refuse('没有坐标 (empty)')
  return rings
}

function ringOf(ring: unknown, refuse: Refuse): Ring {
  const points = listOf(ring, refuse).map((point) => pointOf(point, refuse))
  if (points.length > mostPoints) refuse(`超过 ${mostPoints} 个点 (too many points)`)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 4) return refuse('环少于四点 (a ring of less than four points)')
  if (first[0] !== last[0] || first[1] !== last[1]) refuse('环未闭合 (an open ring)')
  return points
}

function pointOf(point: unknown, refuse: Refuse): Point {
  const [longitude, latitude] = listOf(point, refuse)
  if (!isWithin(longitude, bounds.west, bounds.east) || !isWithin(latitude, bounds.south, bounds.north)) {
    return refuse('坐标不是中国范围内的经纬度 (not a longitude and latitude in China)')
  }
  return [longitude, latitude]
}

const isWithin = (value: unknown, low: number, high: number): value is number =>
  typeof value === 'number' && value >= low && value <= high

const listOf = (value: unknown, refuse: Refuse): readonly unknown[] =>
  Array.isArray(value) ? value : refuse('坐标层级不正确 (coordinates of the wrong depth)')
