import { useIsFetching, useIsMutating } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWords } from './language.tsx'

/** A thin running line while the page reads or writes for longer than a moment. */
export function WorkLine() {
  const { say } = useWords()
  const isWorking = useIsFetching() + useIsMutating() > 0
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isWorking) return setShown(false)
    const timer = setTimeout(() => setShown(true), 400)
    return () => clearTimeout(timer)
  }, [isWorking])
  return (
    <span
      className={isShown ? 'work-line running' : 'work-line'}
      role="progressbar"
      aria-label={say('bar.working')}
      aria-hidden={!isShown}
    />
  )
}
