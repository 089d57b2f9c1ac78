import type { Proposal } from '@gangju/contract/desk'
import { useWords } from '../net/language.tsx'
import { type ChoiceField, faultsOf } from './proposal-words.ts'

/** Why the reading of a field may be wrong, said beside it. */
export function FieldDoubts({ proposal, field }: { readonly proposal: Proposal; readonly field: ChoiceField }) {
  const { language } = useWords()
  if (proposal.state === 'accepted') return null
  return faultsOf(proposal, field, language).doubts.map((words) => (
    <em key={words} className="doubt">
      {words}
    </em>
  ))
}
