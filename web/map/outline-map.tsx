import { LightShape } from '../ui/light-mark.tsx'
import type { PlaceMapProps, PlaceTile } from './place-tile.ts'
import { drawRings, fitProjection, type LonLat, type Projection, type Rings } from './projection.ts'
import { spreadLabels } from './spread-labels.ts'

export interface Outline {
  readonly code: string
  readonly name: string
  readonly rings: Rings
  readonly label: LonLat
}

export interface OutlineMapProps extends PlaceMapProps {
  readonly outlines: readonly Outline[]
}

const WIDTH = 520
const MARGIN = 14
const LINE = 19

/** Places by their imported outlines, coloured by light; shape and name stand on each. */
export function OutlineMap({ outlines, tiles, label, addressOf, onPick }: OutlineMapProps) {
  const projection = fitProjection(
    outlines.map(({ rings }) => rings),
    { width: WIDTH, margin: MARGIN },
  )
  const byCode = new Map(tiles.map((tile) => [tile.code, tile]))
  const points = outlines.map((outline) => projection.project(outline.label))
  const heights = spreadLabels(
    outlines.map(({ name }, at) => ({
      x: points[at]?.[0] ?? 0,
      y: points[at]?.[1] ?? 0,
      width: 24 + name.length * 14,
    })),
    LINE,
  )
  return (
    <svg
      className="outline-map"
      viewBox={`0 0 ${WIDTH} ${Math.ceil(projection.height)}`}
      role="group"
      aria-label={label}
    >
      {outlines.map((outline) => (
        <Area
          key={outline.code}
          outline={outline}
          tile={byCode.get(outline.code)}
          projection={projection}
          addressOf={addressOf}
          onPick={onPick}
        />
      ))}
      {outlines.map(({ code, name }, at) => (
        <MapLabel
          key={code}
          name={name}
          light={byCode.get(code)?.light ?? 'grey'}
          x={points[at]?.[0] ?? 0}
          y={heights[at] ?? 0}
        />
      ))}
    </svg>
  )
}

interface AreaProps {
  readonly outline: Outline
  readonly tile: PlaceTile | undefined
  readonly projection: Projection
  readonly addressOf: (code: string) => string
  readonly onPick: (code: string) => void
}

function Area({ outline, tile, projection, addressOf, onPick }: AreaProps) {
  const words = tile?.reason ? `${outline.name}，${tile.reason}` : outline.name
  return (
    <a
      href={addressOf(outline.code)}
      aria-label={words}
      data-testid="map-area"
      data-place={outline.code}
      data-light={tile?.light ?? 'grey'}
      onClick={(event) => {
        event.preventDefault()
        onPick(outline.code)
      }}
    >
      <title>{words}</title>
      <path
        d={drawRings(outline.rings, projection)}
        fillRule="evenodd"
        className={`area area-${tile?.light ?? 'grey'}`}
      />
    </a>
  )
}

interface MapLabelProps {
  readonly name: string
  readonly light: PlaceTile['light']
  readonly x: number
  readonly y: number
}

function MapLabel({ name, light, x, y }: MapLabelProps) {
  const left = x - (name.length * 14 + 18) / 2
  return (
    <g className="map-label" aria-hidden="true">
      <svg x={left} y={y - 8} width="15" height="15" viewBox="0 0 16 16" className={`light-${light}`}>
        <LightShape light={light} />
      </svg>
      <text x={left + 19} y={y + 5}>
        {name}
      </text>
    </g>
  )
}
