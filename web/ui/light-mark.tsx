import { useUiWords } from './ui-words.ts'

export type LightColour = 'green' | 'amber' | 'red' | 'grey'

export interface LightMarkProps {
  readonly light: LightColour
  readonly reason?: string | null
  /** The reason as a word beside the mark. */
  readonly spoken?: boolean
}

/** A light that differs in shape as well as colour: disc, triangle, square, ring. */
export function LightMark({ light, reason, spoken }: LightMarkProps) {
  const words = useUiWords()
  const label = reason ? `${words[light]}，${reason}` : words[light]
  return (
    <span className="light" data-light={light} title={label}>
      <svg viewBox="0 0 16 16" width="14" height="14" role="img" aria-label={label} className={`light-${light}`}>
        <LightShape light={light} />
      </svg>
      {spoken && reason ? <span className="light-word">{reason}</span> : null}
    </span>
  )
}

/** The bare shape in a 16 × 16 box, for drawings that hold their own svg. */
export function LightShape({ light }: { readonly light: LightColour }) {
  switch (light) {
    case 'green':
      return <circle cx="8" cy="8" r="6.5" />
    case 'amber':
      return <path d="M8 1.2 15 14H1z" />
    case 'red':
      return <rect x="2" y="2" width="12" height="12" />
    case 'grey':
      return <circle cx="8" cy="8" r="5.5" fill="none" strokeWidth="2" />
  }
}

export interface LightTallyProps {
  readonly counts: Readonly<Record<LightColour, number>>
}

/** How many of each light, in the order green, amber, red, grey. */
export function LightTally({ counts }: LightTallyProps) {
  return (
    <span className="light-tally">
      {(['green', 'amber', 'red', 'grey'] as const).map((light) => (
        <span key={light}>
          <LightMark light={light} />
          {counts[light]}
        </span>
      ))}
    </span>
  )
}
