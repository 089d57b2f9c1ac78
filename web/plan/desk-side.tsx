import { useRef } from 'react'
import { useWords } from '../net/language.tsx'
import { useSlice } from '../net/slice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ClauseForm } from './clause-form.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { ProposalList } from './proposal-list.tsx'
import { StatementForm } from './statement-form.tsx'
import type { Reading } from './use-reading.ts'
import type { Shown } from './use-shown.ts'

export interface DeskSideProps {
  readonly document: string
  readonly text: string
  readonly reading: Reading
  readonly mayDecide: boolean
  readonly undoable: number
  readonly watch: Shown['watch']
}

/** The current proposal, or its form, above the list of all. */
export function DeskSide({ document, text, reading, mayDecide, undoable, watch }: DeskSideProps) {
  const { say } = useWords()
  const { place } = useSlice()
  const box = useRef<HTMLDivElement>(null)
  const { listed, stateById, current, editing, actions, pick, mergeTarget } = reading
  if (!current) return <EmptyState title={say('desk.none')} />
  const form = { focus: editing?.field, onSave: actions.save, onBack: actions.back }
  const inList = listed.findIndex(({ id }) => id === current.id)
  return (
    <aside className="desk-side">
      <div className="desk-current">
        {!editing ? (
          <ProposalCard
            document={document}
            proposal={current}
            state={stateById.get(current.id) ?? current.state}
            position={{ at: inList < 0 ? '–' : inList + 1, count: listed.length }}
            actions={actions}
            mayDecide={mayDecide}
            isMergeable={mergeTarget !== null}
            undoable={undoable}
          />
        ) : current.kind === 'statement' ? (
          <StatementForm key={current.id} proposal={current} homePlace={place} {...form} />
        ) : (
          <ClauseForm key={current.id} proposal={current} {...form} />
        )}
      </div>
      {listed.length === 0 ? <EmptyState title={say('desk.noneHere')} /> : null}
      <ProposalList
        box={box}
        text={text}
        proposals={listed}
        stateById={stateById}
        current={current.id}
        onPick={pick}
        watch={watch}
      />
    </aside>
  )
}
