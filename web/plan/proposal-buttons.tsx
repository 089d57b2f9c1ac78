import type { ReactNode } from 'react'
import { useWords } from '../net/language.tsx'
import type { DeskActions } from './desk-actions.ts'
import type { ProposalState } from './use-decisions.ts'

export interface ProposalButtonsProps {
  readonly state: ProposalState
  readonly actions: DeskActions
  readonly isMergeable: boolean
  readonly undoable: number
}

/** The decisions, each with its key. */
export function ProposalButtons({ state, actions, isMergeable, undoable }: ProposalButtonsProps) {
  const { say } = useWords()
  return (
    <p className="proposal-buttons no-print">
      {state === 'open' ? (
        <>
          <Keyed name="a" className="main" onPress={actions.accept}>
            {say('desk.accept')}
          </Keyed>
          <Keyed name="e" onPress={() => actions.edit()}>
            {say('desk.edit')}
          </Keyed>
          <Keyed name="x" onPress={actions.reject}>
            {say('desk.reject')}
          </Keyed>
          {isMergeable ? (
            <Keyed name="m" onPress={actions.merge}>
              {say('desk.merge')}
            </Keyed>
          ) : null}
        </>
      ) : (
        <>
          <Keyed name="o" onPress={actions.reopen}>
            {say('desk.reopen')}
          </Keyed>
          <Keyed name="e" onPress={() => actions.edit()}>
            {say('desk.edit')}
          </Keyed>
          <Keyed name="J" onPress={() => actions.stepUnread(1)}>
            {say('desk.nextUnread')}
          </Keyed>
        </>
      )}
      {undoable > 0 ? (
        <Keyed name="u" className="quiet" onPress={actions.undo}>
          {say('desk.undo')}
        </Keyed>
      ) : null}
    </p>
  )
}

interface KeyedProps {
  readonly name: string
  readonly className?: string
  readonly onPress: () => void
  readonly children: ReactNode
}

/** The key is shown, and is not part of the button's name. */
function Keyed({ name, className, onPress, children }: KeyedProps) {
  return (
    <button type="button" className={className} onClick={onPress} aria-keyshortcuts={name} data-testid={`key-${name}`}>
      {children}
      <kbd aria-hidden="true">{name}</kbd>
    </button>
  )
}
