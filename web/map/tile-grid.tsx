import { LightMark } from '../ui/light-mark.tsx'
import type { PlaceMapProps, PlaceTile } from './place-tile.ts'

/** A labelled grid where no outlines are known: one row per group, in code order, and no pretence of geography. */
export function TileGrid({ tiles, label, addressOf, onPick }: PlaceMapProps) {
  const rows = groupTiles(tiles)
  return (
    <div className="tile-grid" role="group" aria-label={label}>
      {rows.map(({ name, members }) => (
        <div key={name} className="tile-row">
          {name ? <b>{name}</b> : null}
          <span>
            {members.map((tile) => (
              <a
                key={tile.code}
                href={addressOf(tile.code)}
                className={`tile tile-${tile.light}`}
                title={tile.reason ? `${tile.name}，${tile.reason}` : tile.name}
                data-testid="map-area"
                data-place={tile.code}
                data-light={tile.light}
                onClick={(event) => {
                  event.preventDefault()
                  onPick(tile.code)
                }}
              >
                <LightMark light={tile.light} reason={tile.reason} />
                {tile.name}
              </a>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}

function groupTiles(tiles: readonly PlaceTile[]): readonly { name: string; members: PlaceTile[] }[] {
  const rows = new Map<string, PlaceTile[]>()
  for (const tile of tiles.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const row = rows.get(tile.group ?? '')
    if (row) row.push(tile)
    else rows.set(tile.group ?? '', [tile])
  }
  return Array.from(rows, ([name, members]) => ({ name, members }))
}
