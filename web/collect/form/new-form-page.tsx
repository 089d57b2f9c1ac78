import { getForm } from '@gangju/contract/forms'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { copyOf, emptyDesign } from './design.ts'
import { Designer } from './designer.tsx'

/** A new form, empty or begun from another. */
export function NewFormPage() {
  const { say } = useWords()
  const copied = useSearch()['copy']
  const go = useGo()
  const { goal } = useSlice()
  const query = useAsk(getForm, { params: { form: copied ?? '' }, query: {} }, { enabled: copied !== undefined })
  const done = (code?: string) => go({ to: code === undefined ? '/forms' : `/forms/${code}` })
  if (copied === undefined) {
    return <Designer name={say('forms.design')} start={emptyDesign(goal ?? '')} editing={null} onDone={done} />
  }
  return (
    <Asked query={query}>
      {({ entry }) => (
        <Designer name={say('forms.design')} start={copyOf(entry)} editing={null} copied={copied} onDone={done} />
      )}
    </Asked>
  )
}
