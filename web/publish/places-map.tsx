import { type Boundaries, readBoundaries } from '@gangju/contract/places'
import type { Light, PlaceName } from '@gangju/contract/values'
import { OutlineMap } from '../map/outline-map.tsx'
import type { PlaceMapProps } from '../map/place-tile.ts'
import { TileGrid } from '../map/tile-grid.tsx'
import { Treemap } from '../map/treemap.tsx'
import { useAsk } from '../net/ask.ts'
import { useWords } from '../net/language.tsx'
import { useGo, useStepAddress } from '../net/slice.tsx'
import { Skeleton } from '../ui/states.tsx'

export interface PlacesMapProps {
  readonly parent: string
  readonly lights: readonly {
    readonly place: PlaceName
    readonly light: Light
    readonly reason: string | null
    readonly size: number
  }[]
}

/** Outlines where they were imported for every place; else a grid of towns, or villages by size. */
export function PlacesMap({ parent, lights }: PlacesMapProps) {
  const { say } = useWords()
  const go = useGo()
  const addressOfStep = useStepAddress()
  const { data, isPending } = useAsk(readBoundaries, { params: { code: parent } }, { isLasting: true })
  if (isPending) return <Skeleton height={320} />
  const shared: PlaceMapProps = {
    tiles: lights.map(({ place, light, reason, size }) => ({
      code: place.code,
      name: place.name,
      light,
      reason,
      group: null,
      size,
    })),
    label: say('board.map'),
    addressOf: (code) => addressOfStep({ change: { place: code } }),
    onPick: (code) => go({ change: { place: code } }),
  }
  const outlined = new Set(data?.features.map(({ code }) => code))
  if (data && lights.some(({ place }) => outlined.has(place.code))) {
    return (
      <>
        <OutlineMap {...shared} outlines={data.features} />
        <Provenance boundaries={data} />
      </>
    )
  }
  const areVillages = lights.every(({ place }) => place.level === 'village')
  return (
    <>
      {areVillages ? <Treemap {...shared} /> : <TileGrid {...shared} />}
      <p className="map-note">{say(areVillages ? 'board.equalArea' : 'board.schematic')}</p>
    </>
  )
}

/** Where the outlines come from, and whether they may be published. */
function Provenance({ boundaries: { provenance } }: { readonly boundaries: Boundaries }) {
  const { say } = useWords()
  const { source, approvalNumber, coordinateSystem, note } = provenance
  return (
    <p className="map-note" data-testid="map-provenance">
      {say('board.mapSource', { source })} · {coordinateSystem} ·{' '}
      {approvalNumber ? say('board.approval', { number: approvalNumber }) : say('board.noApproval')}
      {note ? ` · ${note}` : ''}
    </p>
  )
}
