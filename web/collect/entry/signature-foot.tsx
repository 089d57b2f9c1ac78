import { useWords } from '../../net/language.tsx'
import { useMe } from '../../net/session.tsx'

/** The foot of the paper form; the others sign when they approve. */
export function SignatureFoot() {
  const { say } = useWords()
  const me = useMe()
  return (
    <p className="only-print signature-foot">
      {say('entry.filledBy')}：{me.name}　{say('entry.reviewedBy')}：　　　　　{say('entry.headOf')}：　　　　　
      {say('entry.date')}：
    </p>
  )
}
