import type { Trace } from '@gangju/contract/readings'
import type { SourcePosition } from '@gangju/contract/values'
import { momentText } from '../net/clock-text.ts'
import { faceOf } from '../net/indicator-face.ts'
import { sayCode, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Figure } from '../ui/figure.tsx'
import { plainDigits } from '../ui/figure-text.ts'

/** Where it is written: the return with its signatures, the documents, the versions. */
export function WhySources({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  return (
    <>
      {trace.submission ? <Signatures submission={trace.submission} /> : null}
      {trace.published.length > 0 ? (
        <section data-testid="why-published">
          <h4>{say('why.published')}</h4>
          <ul className="plain">
            {trace.published.map(({ value, unit, period, printed, source }) => (
              <li key={`${source.code}${source.offset}${value}`}>
                {plainDigits(value)} {unit} <small>{period}</small> {printed ? <mark>{printed}</mark> : null}
                <SourceLine source={source} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {trace.versions.length > 0 ? <Versions trace={trace} /> : null}
    </>
  )
}

function Signatures({ submission }: { readonly submission: NonNullable<Trace['submission']> }) {
  const { say, language } = useWords()
  return (
    <section data-testid="why-submission">
      <h4>{say('why.submission')}</h4>
      <p>
        {submission.formName} · {say('why.filedBy', { place: submission.filedBy.name })}
        {submission.cell ? (
          <>
            {' · '}
            {say('why.cell')} <mark data-testid="why-cell">{submission.cell}</mark>
          </>
        ) : null}
      </p>
      <ol className="timeline">
        {submission.steps.map(({ verb, name, at, reason }) => (
          <li key={verb + at}>
            <b>{sayCode(language, 'step', verb)}</b> {name} <time>{momentText(at)}</time>
            {reason ? <small>{reason}</small> : null}
          </li>
        ))}
      </ol>
      <StepLink to={`/submissions/${submission.id}`}>{say('why.openSubmission')}</StepLink>
    </section>
  )
}

function Versions({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  const face = faceOf(
    trace.indicator,
    trace.versions.map(({ value }) => value),
  )
  return (
    <section data-testid="why-versions">
      <h4>{say('why.versions')}</h4>
      <ol className="timeline">
        {trace.versions.map(({ version, value, recordedAt, supersededAt, source }) => (
          <li key={version} className={supersededAt ? 'past' : undefined}>
            <b>{say('why.version', { version })}</b>{' '}
            <Figure value={value} state={value === null ? 'notApplicable' : 'value'} {...face} withUnit />
            <time>{momentText(recordedAt)}</time>
            <small>
              {supersededAt ? say('why.superseded', { time: momentText(supersededAt) }) : say('why.currentVersion')}
            </small>
            <SourceLine source={source} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A document or a return, with the place in it; a document whose text is in the library opens at the words. */
export function SourceLine({ source }: { readonly source: SourcePosition }) {
  const { say } = useWords()
  return (
    <small className="source-line">
      {source.document === null ? titleOf(source) : <StepLink {...wordsOf(source)}>{titleOf(source)}</StepLink>}
      {source.publishedOn ? ` ${source.publishedOn}` : ''}
      {source.kind === 'document' && source.offset !== null && !source.demo
        ? ` · ${say('why.position', { offset: source.offset })}`
        : ''}{' '}
      <DemoBadge demo={source.demo} />
    </small>
  )
}

const titleOf = ({ kind, title }: SourcePosition) => (kind === 'return' ? title : `《${title}》`)

/** The reading desk, at the words. */
function wordsOf({ document, offset, length, version }: SourcePosition) {
  const at = offset === null ? undefined : String(offset)
  return {
    to: `/documents/${document}`,
    change: {
      at,
      length: at === undefined ? undefined : String(length ?? 1),
      version: version === null ? undefined : String(version),
    },
    'data-testid': 'source-words',
  }
}
