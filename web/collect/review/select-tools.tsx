import { useWords } from '../../net/language.tsx'
import type { Approving, Decidable } from './use-approving.ts'

export interface SelectToolsProps<Item extends Decidable> {
  readonly items: readonly Item[]
  readonly approving: Approving
  /** Nothing in it asks for a look. */
  readonly isQuiet: (item: Item) => boolean
}

/** Selects all, or all in which nothing is unusual. */
export function SelectTools<Item extends Decidable>({ items, approving, isQuiet }: SelectToolsProps<Item>) {
  const { say } = useWords()
  const open = items.filter(({ id }) => approving.canApprove(id))
  const isAll = open.length > 0 && open.every(({ id }) => approving.selected.has(id))
  const idsOf = (chosen: readonly Item[]) => chosen.map(({ id }) => id)
  if (open.length === 0) return null
  return (
    <span className="select-tools">
      <label>
        <input
          type="checkbox"
          checked={isAll}
          onChange={() => approving.pick(isAll ? [] : idsOf(open))}
          data-testid="select-all"
        />
        {say('reviewing.selectAll')}
      </label>
      <button
        type="button"
        className="quiet"
        onClick={() => approving.pick(idsOf(open.filter(isQuiet)))}
        data-testid="select-quiet"
      >
        {say('reviewing.selectQuiet')}
      </button>
    </span>
  )
}
