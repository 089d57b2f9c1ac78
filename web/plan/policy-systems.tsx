import { listPolicySystems, type PolicySystem } from '@gangju/contract/documents'
import { useAsk } from '../net/ask.ts'
import { useWords } from '../net/language.tsx'
import { StepLink, useSlice } from '../net/slice.tsx'
import { Panel } from '../ui/panel.tsx'

type Tier = PolicySystem['tiers'][number]

/** 政策体系: the tiers of 1+7+N and the like, with what of them is known and what is in the library. */
export function PolicySystems() {
  const { say, language } = useWords()
  const { place } = useSlice()
  const { data } = useAsk(listPolicySystems, { query: { place } })
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={say('library.systems')} testId="policy-systems">
      <div className="policy-systems">
        {data.items.map((system) => (
          <section key={system.code}>
            <h3>{language === 'zh' ? system.name : system.nameEn}</h3>
            {system.note ? <p className="note">{system.note}</p> : null}
            {system.tiers.map((tier) => (
              <TierOf key={tier.name} tier={tier} />
            ))}
          </section>
        ))}
      </div>
    </Panel>
  )
}

function TierOf({ tier }: { readonly tier: Tier }) {
  const { say, language } = useWords()
  const { expected, members } = tier
  const count =
    expected === null
      ? say('library.open-n', { have: members.length })
      : say('library.slots', { have: members.length, expected })
  return (
    <details open={members.length > 0 && members.length <= 3}>
      <summary>
        {language === 'zh' ? tier.name : tier.nameEn} <small>{count}</small>
      </summary>
      {members.length === 0 ? <p className="note">{say('library.notStated')}</p> : null}
      <ul>
        {members.map((member) => (
          <li key={member.title}>
            {member.document === null ? (
              member.title
            ) : (
              <StepLink to={`/documents/${member.document}`}>{member.title}</StepLink>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
