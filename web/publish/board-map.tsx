import type { Board } from '@gangju/contract/board'
import { lazy, Suspense } from 'react'
import { useWords } from '../net/language.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/states.tsx'

const PlacesMap = lazy(() => import('./places-map.tsx').then((module) => ({ default: module.PlacesMap })))

export interface BoardMapProps {
  readonly board: Board
  readonly row: Board['actions'][number] | null
}

/** Where it stands: the places of the board coloured by the chosen action, or by all of them. */
export function BoardMap({ board, row }: BoardMapProps) {
  const { say } = useWords()
  const lights = board.children.map(({ place, total, completeness }, at) => {
    const cell = row ? row.cells[at] : total
    return {
      place,
      light: cell?.light ?? ('grey' as const),
      reason: cell?.reason ?? null,
      size: completeness?.expected || 1,
    }
  })
  return (
    <Panel
      title={say('board.map')}
      aside={row ? row.name : say('board.mapOfAll')}
      className="board-map"
      testId="board-map"
    >
      <Suspense fallback={<Skeleton height={320} />}>
        <PlacesMap parent={board.place.code} lights={lights} />
      </Suspense>
    </Panel>
  )
}
