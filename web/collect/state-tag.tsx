import type { DueReturn } from '@gangju/contract/returns'
import { useWords } from '../net/language.tsx'

/** The state of a return in a word. */
export function StateTag({ state }: { readonly state: DueReturn['state'] }) {
  const { say } = useWords()
  return (
    <span className={`tag state-${state}`} data-testid="state" data-state={state}>
      {say(`submission.state.${state}`)}
    </span>
  )
}
