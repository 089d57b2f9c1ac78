import type { Trace } from '@gangju/contract/readings'
import { useState } from 'react'
import { momentText } from '../net/clock-text.ts'
import { indicatorName } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { copyText, saveText } from '../ui/clipboard.ts'
import { plainDigits } from '../ui/figure-text.ts'
import { trailText } from './trail-text.ts'

/** The figure as something to quote, and its whole trail as a file. */
export function WhyTools({ trace }: { readonly trace: Trace }) {
  const { say, language } = useWords()
  const [isCopied, setCopied] = useState(false)
  const name = `${trace.place.name}-${trace.indicator.code}-${trace.period}`
  const cite = async () => {
    const sources = [...trace.published.map(({ source }) => source.title), trace.submission?.formName].filter(
      (title) => title !== undefined,
    )
    const text = say('why.citation', {
      place: trace.place.name,
      period: trace.period,
      indicator: indicatorName(trace.indicator, language),
      value: trace.value === null ? say('ui.notReported') : `${plainDigits(trace.value)} ${trace.unit}`,
      time: momentText(trace.asOf),
      source: sources[0] ?? say('why.rollup'),
      address: location.href,
    })
    await copyText(trace.demo ? `${text} ${say('ui.demoLong')}` : text)
    setCopied(true)
  }
  return (
    <p className="why-tools no-print">
      <button type="button" onClick={() => void cite()} data-testid="why-cite">
        {isCopied ? say('why.copied') : say('why.cite')}
      </button>
      <button
        type="button"
        onClick={() => saveText(JSON.stringify(trace, null, 2), { name: `${name}.json`, type: 'application/json' })}
        data-testid="why-export-json"
      >
        {say('why.exportJson')}
      </button>
      <button
        type="button"
        onClick={() =>
          saveText(trailText(trace, { say, language }), { name: `${name}.txt`, type: 'text/plain;charset=utf-8' })
        }
        data-testid="why-export-text"
      >
        {say('why.exportText')}
      </button>
    </p>
  )
}
