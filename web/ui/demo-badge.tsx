import { useUiWords } from './ui-words.ts'

export interface DemoBadgeProps {
  readonly demo: boolean
  readonly long?: boolean
}

/** Marks invented figures on the page and in print. */
export function DemoBadge({ demo, long }: DemoBadgeProps) {
  const words = useUiWords()
  if (!demo) return null
  return (
    <span className="demo-badge" title={words.demoLong} data-testid="demo-badge">
      {long ? words.demoLong : words.demo}
    </span>
  )
}
