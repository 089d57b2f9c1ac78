import { LightMark } from '../ui/light-mark.tsx'
import type { PlaceMapProps } from './place-tile.ts'
import { evenRows, squarify } from './squarify.ts'

const HEIGHT = 300
const ASPECT = 1.7

/** Villages as areas by size, never as invented geography. */
export function Treemap({ tiles, label, addressOf, onPick }: PlaceMapProps) {
  const isEven = tiles.every(({ size }) => size === tiles[0]?.size)
  const boxes = (isEven ? evenRows : squarify)(
    tiles.map(({ size }) => Math.max(size, 0.001)),
    { x: 0, y: 0, width: ASPECT, height: 1 },
  )
  return (
    <div className="treemap" role="group" aria-label={label} style={{ height: HEIGHT }}>
      {tiles.map((tile, at) => {
        const box = boxes[at] ?? { x: 0, y: 0, width: 0, height: 0 }
        return (
          <a
            key={tile.code}
            href={addressOf(tile.code)}
            className={`tile tile-${tile.light}`}
            title={tile.reason ? `${tile.name}，${tile.reason}` : tile.name}
            data-testid="map-area"
            data-place={tile.code}
            data-light={tile.light}
            style={{
              left: share(box.x / ASPECT),
              top: share(box.y),
              width: share(box.width / ASPECT),
              height: share(box.height),
            }}
            onClick={(event) => {
              event.preventDefault()
              onPick(tile.code)
            }}
          >
            <LightMark light={tile.light} reason={tile.reason} />
            <span>{tile.name}</span>
          </a>
        )
      })}
    </div>
  )
}

const share = (part: number) => `${(part * 100).toFixed(3)}%`
