import { readDefinition } from '@gangju/contract/figures'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useIndicatorNames } from '../../net/indicator-names.ts'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink, useSearch } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { DefinitionForm } from './definition-form.tsx'
import { formulaWords } from './formula-words.ts'
import '../form/form.css'
import './figure.css'

/** The formula editor: what an indicator means, how it is computed, and what a change of it would do. */
export function DefinitionPage() {
  const { say, language } = useWords()
  const indicator = useSearch()['indicator'] ?? ''
  const [saved, setSaved] = useState<number | null>(null)
  const query = useAsk(readDefinition, { params: { indicator } }, { enabled: indicator !== '' })
  const names = useIndicatorNames()
  if (indicator === '') return <EmptyState title={say('define.choose')} />
  return (
    <Asked query={query} rows={10}>
      {(defined) => {
        const newest = defined.definitions.at(-1)!
        const name = language === 'zh' ? newest.name : newest.nameEn
        return (
          <div data-testid="definition-page">
            <PageHead title={`${name} · ${say('define.title')}`} name={name}>
              <StepLink to="/indicator" change={{ indicator: defined.code }} className="button">
                {say('define.toIndicator')}
              </StepLink>
            </PageHead>
            {saved === newest.version ? (
              <p role="status" className="state" data-testid="define-saved">
                {say('define.saved', { version: newest.version, from: newest.fromDay })}
              </p>
            ) : null}
            {defined.mayEdit ? (
              <DefinitionForm key={newest.version} defined={defined} names={names} onSaved={setSaved} />
            ) : (
              <p className="hint">{say('define.readOnly')}</p>
            )}
            <Panel title={say('define.history')} testId="define-history">
              <ol className="timeline">
                {defined.definitions.toReversed().map((one) => (
                  <li key={one.version}>
                    <b>{say('define.version', { version: one.version })}</b>{' '}
                    {one.fromDay.startsWith('0001') ? say('define.always') : say('define.since', { day: one.fromDay })}{' '}
                    <span className="unit">{one.unit}</span>
                    {one.formula ? (
                      <p>{formulaWords(one.formula, { names, sayCount: (words) => say('define.count', words) })}</p>
                    ) : null}
                    <p className="hint">{one.definition}</p>
                  </li>
                ))}
              </ol>
            </Panel>
          </div>
        )
      }}
    </Asked>
  )
}
