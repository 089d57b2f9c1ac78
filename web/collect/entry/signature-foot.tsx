import { useWords } from '../../net/language.tsx'
import { useMe } from '../../net/session.tsx'

/** The foot of the paper form; the others sign when they approve. */
export function SignatureFoot() {
  const { say } = useWords()
  const me = useMe()
  return (
    <p className="only-print signature-foot">
      <span>
        {say('entry.filledBy')}：{me.name}
      </span>
      <span>{say('entry.reviewedBy')}：</span>
      <span>{say('entry.headOf')}：</span>
      <span>{say('entry.date')}：</span>
    </p>
  )
}
