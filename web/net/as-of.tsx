import { useState } from 'react'
import { Popover } from '../ui/popover.tsx'
import { momentText, momentWithOffset } from './clock-text.ts'
import { useWords } from './language.tsx'
import { useGo } from './slice.tsx'

/** The moment whose knowledge is shown; now unless chosen. */
export function AsOf({ asOf }: { readonly asOf: string | undefined }) {
  const { say } = useWords()
  return (
    <Popover
      label={asOf ? momentText(asOf) : say('bar.now')}
      name={say('bar.chooseAsOf')}
      testId="as-of"
      className={asOf ? 'is-past' : ''}
    >
      {(close) => <AsOfChoice asOf={asOf} close={close} />}
    </Popover>
  )
}

function AsOfChoice({ asOf, close }: { readonly asOf: string | undefined; readonly close: () => void }) {
  const { say } = useWords()
  const go = useGo()
  const [local, setLocal] = useState(momentText(asOf ?? new Date()).replace(' ', 'T'))
  const show = (moment: string | undefined) => {
    close()
    go({ change: { asOf: moment } })
  }
  return (
    <form
      className="as-of-choice"
      onSubmit={(event) => {
        event.preventDefault()
        if (local) show(momentWithOffset(local))
      }}
    >
      <p>{say('bar.asOfHint')}</p>
      <input
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.target.value)}
        data-testid="as-of-field"
      />
      <span className="buttons">
        <button type="submit" className="main">
          {say('bar.apply')}
        </button>
        <button type="button" onClick={() => show(undefined)}>
          {say('bar.backToNow')}
        </button>
      </span>
    </form>
  )
}
