/** Longitude and latitude in degrees. */
export type Point = readonly [number, number]
/** Closed: the last point is the first. */
export type Ring = readonly Point[]

/** Outlines are thinned to this for finding the label only; a name is a hundred times wider than what is lost. */
const mostPoints = 400
/** Squares looked at before the best so far will do. */
const mostSquares = 400

/**
 * Where the name of an area stands: about the point farthest from any border, which lies inside also when the area is
 * a crescent, and whose centroid does not.
 *
 * Squares are halved as long as one may hold a better point, the most promising first.
 *
 * @source Mapbox, "polylabel", 2016: quadtree search for the pole of inaccessibility.
 */
export function labelPoint(rings: readonly Ring[]): Point {
  const largest = rings.reduce((best, ring) => (Math.abs(areaOf(ring)) > Math.abs(areaOf(best)) ? ring : best))
  const thin = rings.map(thinned)
  const [west, south, east, north] = boxOf(largest)
  const size = Math.min(east - west, north - south)
  if (size === 0) return largest[0]!
  const precision = size / 100
  const square = (x: number, y: number, half: number): Square => {
    const distance = insideDistance([x, y], thin)
    return { x, y, half, distance, hope: distance + half * Math.SQRT2 }
  }
  const open: Square[] = []
  for (let x = west; x < east; x += size) {
    for (let y = south; y < north; y += size) open.push(square(x + size / 2, y + size / 2, size / 2))
  }
  let best = square((west + east) / 2, (south + north) / 2, 0)
  for (let looked = 0; looked < mostSquares; looked++) {
    const index = indexOfMost(open)
    const [next] = index === -1 ? [] : open.splice(index, 1)
    if (next === undefined || next.hope - best.distance <= precision) break
    if (next.distance > best.distance) best = next
    const half = next.half / 2
    for (const [dx, dy] of corners) open.push(square(next.x + dx * half, next.y + dy * half, half))
  }
  return best.distance > 0 ? [rounded(best.x), rounded(best.y)] : largest[0]!
}

interface Square {
  readonly x: number
  readonly y: number
  readonly half: number
  /** From its middle to the border, negative outside. */
  readonly distance: number
  /** The most that any point of it can have. */
  readonly hope: number
}

const corners = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function indexOfMost(squares: readonly Square[]): number {
  return squares.reduce((most, square, index) => (most === -1 || square.hope > squares[most]!.hope ? index : most), -1)
}

/** Distance to the nearest border in degrees; negative outside by the even-odd rule. */
function insideDistance([x, y]: Point, rings: readonly Ring[]): number {
  let isInside = false
  let nearest = Number.POSITIVE_INFINITY
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at++) {
      const [ax, ay] = ring[at - 1]!
      const [bx, by] = ring[at]!
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside
      const [dx, dy] = [bx - ax, by - ay]
      const length = dx * dx + dy * dy
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
      nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy))
    }
  }
  return isInside ? nearest : -nearest
}

function thinned(ring: Ring): Ring {
  const step = Math.ceil(ring.length / mostPoints)
  return step === 1 ? ring : [...ring.filter((_, index) => index % step === 0), ring[0]!]
}

const areaOf = (ring: Ring) =>
  ring.reduce((sum, [x, y], index) => {
    const [nx, ny] = ring[(index + 1) % ring.length]!
    return sum + x * ny - nx * y
  }, 0) / 2

function boxOf(ring: Ring): readonly [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}
