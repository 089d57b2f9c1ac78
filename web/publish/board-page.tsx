import { type Board, readBoard } from '@gangju/contract/board'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { useRememberGoal } from '../net/goal-names.ts'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useRememberPlaces } from '../net/place-names.ts'
import { useSlice } from '../net/slice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ActionMatrix } from './action-matrix.tsx'
import { BoardMap } from './board-map.tsx'
import { BoardSentence } from './board-sentence.tsx'
import { ChildList } from './child-list.tsx'
import { FigureCards } from './figure-cards.tsx'
import { NeedsAction } from './needs-action.tsx'

/** 一张图: a programme at a place in a period. */
export function BoardPage() {
  const { goal, place, period, asOf } = useSlice()
  const query = useAsk(readBoard, { query: { goal, place, period, asOf } })
  return (
    <Asked query={query} rows={16}>
      {(board) => <BoardView board={board} />}
    </Asked>
  )
}

function BoardView({ board }: { readonly board: Board }) {
  const { say } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const places = useMemo(() => [board.place, ...board.children.map((child) => child.place)], [board])
  useRememberPlaces(places)
  useRememberGoal(board.goal)
  const row = board.actions.find((action) => action.goal === chosen) ?? null
  return (
    <div className="board" data-testid="board">
      <PageHead
        title={board.goal.name}
        name={`${say('page.board')} ${board.goal.name}`}
        demo={board.demo}
        asOf={board.asOf}
        paper="A4 landscape"
      >
        <ExportButton table="board.xlsx" />
      </PageHead>
      <BoardSentence board={board} />
      <div className="board-middle">
        {board.actions.length > 0 ? (
          <ActionMatrix board={board} chosen={chosen} onChoose={setChosen} />
        ) : (
          <EmptyState title={say('board.noActions')} />
        )}
        {board.children.length > 0 ? <BoardMap board={board} row={row} /> : null}
      </div>
      <NeedsAction board={board} />
      <FigureCards title={say('board.figures')} figures={board.figures} demo={board.demo} />
      <ChildList board={board} />
    </div>
  )
}
