import type { Board } from '@gangju/contract/board'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { LightMark } from '../ui/light-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { moveInTable } from '../ui/table-keyboard.ts'
import { LightCell } from './light-cell.tsx'

export interface ActionMatrixProps {
  readonly board: Board
  readonly chosen: string | null
  readonly onChoose: (goal: string | null) => void
}

/** Actions down, places across; a chosen row colours the map. */
export function ActionMatrix({ board, chosen, onChoose }: ActionMatrixProps) {
  const { say } = useWords()
  return (
    <Panel
      title={say('board.matrix')}
      className={board.children.length <= 8 ? 'action-matrix roomy' : 'action-matrix'}
      testId="action-matrix"
    >
      <div className="table-box" onKeyDown={moveInTable}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('board.action')}</th>
              <th scope="col" className="centre">
                {say('board.total')}
              </th>
              {board.children.map(({ place }) => (
                <th scope="col" key={place.code} className="centre child">
                  <StepLink change={{ place: place.code }} data-testid="child-link" data-place={place.code}>
                    {place.name}
                  </StepLink>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.actions.map((action, at) => (
              <ActionRow
                key={action.goal}
                board={board}
                action={action}
                number={at + 1}
                isChosen={action.goal === chosen}
                onChoose={onChoose}
              />
            ))}
          </tbody>
          <tfoot>
            <TotalRow board={board} />
            <CompletenessRow board={board} />
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

interface ActionRowProps {
  readonly board: Board
  readonly action: Board['actions'][number]
  readonly number: number
  readonly isChosen: boolean
  readonly onChoose: (goal: string | null) => void
}

function ActionRow({ board, action, number, isChosen, onChoose }: ActionRowProps) {
  const { say } = useWords()
  return (
    <tr className={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="row-choice"
          aria-pressed={isChosen}
          title={say('board.showOnMap', { name: action.name })}
          onClick={() => onChoose(isChosen ? null : action.goal)}
          data-testid="action-row"
          data-goal={action.goal}
        >
          <i>{number}</i> <span>{action.name}</span>
          <Turn before={action.previous} now={action.total.light} />
        </button>
      </th>
      <td className="centre total-cell">
        <LightCell
          cell={action.total}
          place={board.place.code}
          goal={action.goal}
          label={`${action.name} ${board.place.name}`}
          spoken
        />
      </td>
      {board.children.map(({ place }, at) => {
        const cell = action.cells[at]
        return (
          <td key={place.code} className="centre" data-place-name={place.name}>
            {cell ? (
              <LightCell cell={cell} place={place.code} goal={action.goal} label={`${action.name} ${place.name}`} />
            ) : (
              '—'
            )}
          </td>
        )
      })}
    </tr>
  )
}

const order = { green: 3, amber: 2, red: 1, grey: 0 } as const

/** A quiet mark where the light moved since the period before. */
function Turn({ before, now }: { readonly before: keyof typeof order | null; readonly now: keyof typeof order }) {
  if (before === null || before === now || before === 'grey' || now === 'grey') return null
  return <small className="turn">{order[now] > order[before] ? '▲' : '▼'}</small>
}

function TotalRow({ board }: { readonly board: Board }) {
  const { say } = useWords()
  return (
    <tr className="total">
      <th scope="row">{say('board.total')}</th>
      <td className="centre" />
      {board.children.map(({ place, total }) => (
        <td key={place.code} className="centre" data-place-name={place.name}>
          <LightMark light={total.light} reason={total.reason} />
        </td>
      ))}
    </tr>
  )
}

function CompletenessRow({ board }: { readonly board: Board }) {
  const { say } = useWords()
  if (board.children.every(({ completeness }) => completeness === null)) return null
  return (
    <tr className="completeness-row">
      <th scope="row">{say('board.completeness')}</th>
      <td />
      {board.children.map(({ place, completeness }) => (
        <td key={place.code} className="centre" data-place-name={place.name}>
          {completeness ? <CompletenessBar {...completeness} /> : '—'}
        </td>
      ))}
    </tr>
  )
}
