import type { CoverageGap } from '@gangju/contract/planning'
import { sayCode, useWords } from '../net/language.tsx'

interface Share {
  readonly gap: CoverageGap
  readonly lacking: number
  readonly of: number
}

export interface CoverageBarsProps {
  readonly shares: readonly Share[]
  readonly chosen: CoverageGap | undefined
  readonly onChoose: (gap: CoverageGap | undefined) => void
}

/** One bar a gap: how much is free of it. A press shows what is not. */
export function CoverageBars({ shares, chosen, onChoose }: CoverageBarsProps) {
  const { say, language } = useWords()
  return (
    <div className="coverage-bars" data-testid="coverage-bars">
      {shares.map(({ gap, lacking, of }) => (
        <button
          key={gap}
          type="button"
          aria-pressed={chosen === gap}
          onClick={() => onChoose(chosen === gap ? undefined : gap)}
          data-gap={gap}
        >
          <span>{sayCode(language, 'gap', gap)}</span>
          <span className="share-bar" aria-hidden="true">
            <i style={{ width: `${of === 0 ? 0 : (100 * (of - lacking)) / of}%` }} />
          </span>
          <b>{lacking}</b>
          <small>
            {of === 0
              ? say('coverage.nothing')
              : say('coverage.of', { without: of - lacking, of, share: Math.round((100 * (of - lacking)) / of) })}
          </small>
        </button>
      ))}
    </div>
  )
}
