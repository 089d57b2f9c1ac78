import { nextPeriod, parsePeriod, previousPeriod } from '@gangju/net/period'
import { useEffect, useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { useWords } from './language.tsx'
import { useShownKeys } from './page-keys.ts'
import { isTyping } from './reader-tools.tsx'
import { useGo, useSlice } from './slice.tsx'

/** Keys that work on every page, and `?` that lists them. */
export function KeyHelp() {
  const { say } = useWords()
  const { period } = useSlice()
  const go = useGo()
  const ofPage = useShownKeys()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') setOpen(true)
      if (event.key === '[') go({ change: { period: previousPeriod(parsePeriod(period)).id } })
      if (event.key === ']') go({ change: { period: nextPeriod(parsePeriod(period)).id } })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go, period])
  if (!isOpen) return null
  const keys = [
    ...ofPage,
    ['w', say('keys.why')],
    ['Esc', say('keys.back')],
    ['/', say('keys.search')],
    ['[ ]', say('keys.periods')],
    ['← ↑ → ↓', say('keys.arrows')],
    ['Enter', say('keys.enter')],
    ['?', say('keys.help')],
  ]
  return (
    <Dialog title={say('keys.title')} onClose={() => setOpen(false)} testId="keys">
      <dl className="key-list">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
