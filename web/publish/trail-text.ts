import type { Trace } from '@gangju/contract/readings'
import { momentText } from '../net/clock-text.ts'
import { indicatorName } from '../net/indicator-face.ts'
import { type Say, sayCode } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { targetWords } from './target-words.ts'

interface Tongue {
  readonly say: Say
  readonly language: Language
}

/** The trail of a figure as plain text, for a file note. Values stand as they are kept, unrounded. */
export function trailText(trace: Trace, { say, language }: Tongue): string {
  const amount = (value: string | null, unit: string) => (value === null ? say('ui.notReported') : `${value} ${unit}`)
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `【${title}】`, ...lines])
  return [
    `${trace.path} · ${indicatorName(trace.indicator, language)} · ${trace.period}`,
    `${amount(trace.value, trace.unit)}　${say('bar.asOf')} ${momentText(trace.asOf)}`,
    ...(trace.demo ? [say('ui.demoLong')] : []),
    ...(trace.completeness
      ? [`${say('column.completeness')} ${trace.completeness.reported}/${trace.completeness.expected}`]
      : []),
    ...part(say('why.method'), [trace.method, ...(trace.formula ? [trace.formula.text, trace.formula.numbers] : [])]),
    ...part(
      say('why.parts'),
      trace.parts.map(({ label, value, unit }) => `${label}\t${amount(value, unit)}`),
    ),
    ...part(
      say('why.submission'),
      trace.submission
        ? [
            `${trace.submission.formName} ${trace.submission.cell ?? ''} ${trace.submission.id}`,
            ...trace.submission.steps.map(
              ({ verb, name, at, reason }) =>
                `${sayCode(language, 'step', verb)} ${name} ${momentText(at)} ${reason ?? ''}`,
            ),
          ]
        : [],
    ),
    ...part(
      say('why.published'),
      trace.published.map(
        ({ value, unit, source }) =>
          `${value} ${unit} ${source.title} ${source.publishedOn ?? ''} @${source.offset ?? ''}`,
      ),
    ),
    ...part(
      say('why.targets'),
      trace.targets.map(
        ({ target }) =>
          `${targetWords(target, trace.indicator, language)} ${target.year ?? ''} ${target.source?.title ?? ''} @${target.source?.offset ?? ''}`,
      ),
    ),
    ...part(
      say('why.versions'),
      trace.versions.map(({ version, value, recordedAt }) => `${version}\t${amount(value, trace.unit)}\t${recordedAt}`),
    ),
    ...part(
      say('why.missing'),
      trace.missing.map(({ code, name }) => `${code} ${name}`),
    ),
    '',
    location.href,
  ].join('\n')
}
