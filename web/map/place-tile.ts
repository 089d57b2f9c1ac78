import type { LightColour } from '../ui/light-mark.tsx'

/** A place as a map shows it. */
export interface PlaceTile {
  readonly code: string
  readonly name: string
  readonly light: LightColour
  readonly reason: string | null
  /** Tiles of one group stand in one row. */
  readonly group: string | null
  /** For areas that mean something; 1 where nothing is known. */
  readonly size: number
}

export interface PlaceMapProps {
  readonly tiles: readonly PlaceTile[]
  readonly label: string
  readonly addressOf: (code: string) => string
  readonly onPick: (code: string) => void
}
