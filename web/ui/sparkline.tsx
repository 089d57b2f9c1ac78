export interface SparklineProps {
  /** In order of time; null leaves a gap. */
  readonly values: readonly (number | null)[]
  readonly label: string
  readonly width?: number
  readonly height?: number
}

/** A line without axes; gaps stay gaps, the last point is marked. */
export function Sparkline({ values, label, width = 120, height = 28 }: SparklineProps) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <svg className="sparkline" width={width} height={height} aria-hidden="true" />
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const x = (at: number) => 3 + (at / (values.length - 1)) * (width - 6)
  const y = (value: number) => height - 4 - ((value - low) / span) * (height - 8)
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path d={drawLine(values, x, y)} fill="none" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? low)} r="2.4" stroke="none" />
    </svg>
  )
}

function drawLine(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  return values
    .map((value, at) => {
      if (value === null) return ''
      const pen = at > 0 && values[at - 1] !== null ? 'L' : 'M'
      return `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
}
