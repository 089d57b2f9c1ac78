import { getSubmission, type SubmissionDetail } from '@gangju/contract/returns'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { sayCode, useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink, usePath } from '../../net/slice.tsx'
import { StateTag } from '../state-tag.tsx'
import { SignedFigures } from './signed-figures.tsx'

/** 签字表: the return as it is printed and kept, with who filled it in, reviewed it and answers for it. */
export function SignedPage() {
  const id = usePath().split('/').at(-2) ?? ''
  const query = useAsk(getSubmission, { params: { id } })
  return (
    <Asked query={query} rows={14}>
      {(submission) => <SignedSheet submission={submission} />}
    </Asked>
  )
}

function SignedSheet({ submission }: { readonly submission: SubmissionDetail }) {
  const { say } = useWords()
  const { id, place, formName, period, state, version, late } = submission
  const name = `${place.name}${formName}`
  return (
    <div className="signed" data-testid="signed" data-state={state}>
      <PageHead title={say('signed.link')} name={name} paper="A4 landscape">
        <StepLink to={`/submissions/${id}`}>{say('signed.back')}</StepLink>
      </PageHead>
      <article className="signed-paper">
        <h2>{formName}</h2>
        <p className="signed-line">
          <span>
            {say('signed.unit')}：{place.name}
          </span>
          <span>
            {say('signed.period')}：{period}
          </span>
          <span>
            <StateTag state={state} /> {late ? say('signed.lateMark') : null}
          </span>
        </p>
        <SignedFigures submission={submission} />
        <Signatures submission={submission} />
        <p className="signed-number">{say('signed.number', { id, version })}</p>
      </article>
    </div>
  )
}

function Signatures({ submission: { signatures } }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  return (
    <dl className="signatures" data-testid="signatures">
      {signatures.map(({ part, step, level, name, at }) => (
        <div key={`${part}${step}`} data-testid="signature" data-part={part} data-signed={name !== null}>
          <dt>
            {say(`signed.${part}`)}
            {level ? ` · ${sayCode(language, 'formLevel', level)}` : ''}
          </dt>
          <dd>
            {name ?? (
              <>
                <span className="absent no-print">{say('signed.not')}</span>
                <span className="only-print sign-here" />
              </>
            )}
          </dd>
          <dd>
            <time>{momentText(at)}</time>
          </dd>
        </div>
      ))}
    </dl>
  )
}
