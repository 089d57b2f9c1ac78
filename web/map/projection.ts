export type LonLat = readonly [number, number]
export type Rings = readonly (readonly LonLat[])[]

export interface Projection {
  readonly height: number
  readonly project: (point: LonLat) => readonly [number, number]
}

/** Longitudes shrunk by the cosine of the middle latitude: true enough over one city. */
export function fitProjection(
  shapes: readonly Rings[],
  { width, margin }: { readonly width: number; readonly margin: number },
): Projection {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const rings of shapes) {
    for (const ring of rings) {
      for (const [longitude, latitude] of ring) {
        west = Math.min(west, longitude)
        east = Math.max(east, longitude)
        south = Math.min(south, latitude)
        north = Math.max(north, latitude)
      }
    }
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (width - 2 * margin) / ((east - west) * shrink || 1)
  return {
    height: (north - south) * scale + 2 * margin,
    project: ([longitude, latitude]) => [
      margin + (longitude - west) * shrink * scale,
      margin + (north - latitude) * scale,
    ],
  }
}

/** One path of all rings; drawn even-odd, inner rings become holes. */
export function drawRings(rings: Rings, { project }: Projection): string {
  return rings
    .map((ring) => {
      const points = ring.map((point) =>
        project(point)
          .map((value) => value.toFixed(1))
          .join(' '),
      )
      return `M${points.join('L')}Z`
    })
    .join('')
}
