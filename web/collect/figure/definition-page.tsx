import { checkIndicator, defineIndicator, readDefinition } from '@gangju/contract/figures'
import { useDeferredValue, useState } from 'react'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Asked, Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import type { RouteReply } from '../../net/query.ts'
import { useSearch, useSlice } from '../../net/slice.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { DefinitionCheck } from './definition-check.tsx'

type Defined = RouteReply<typeof readDefinition>

/** The formula editor: what an indicator means, how it is computed, and what a change of it would do. */
export function DefinitionPage() {
  const indicator = useSearch()['indicator'] ?? ''
  const query = useAsk(readDefinition, { params: { indicator } })
  return (
    <Asked query={query} rows={10}>
      {(defined) => <DefinitionView key={defined.definitions.length} defined={defined} />}
    </Asked>
  )
}

function DefinitionView({ defined }: { readonly defined: Defined }) {
  const { say, language } = useWords()
  const { place, period } = useSlice()
  const newest = defined.definitions.at(-1)!
  const [edited, setEdited] = useState({ ...newest, formula: newest.formula ?? '', from: period })
  const asked = useDeferredValue(edited)
  const isCheckable = defined.mayEdit && defined.derived && asked.formula !== ''
  const check = useAsk(
    checkIndicator,
    { query: { place, period, indicator: defined.code, formula: asked.formula, unit: asked.unit, from: asked.from } },
    { enabled: isCheckable },
  )
  const write = useWrite(defineIndicator)
  const change = (words: Partial<typeof edited>) => setEdited({ ...edited, ...words })
  const { version, name, nameEn, unit, from, definition } = edited
  const save = () => {
    const formula = defined.derived ? edited.formula : null
    const body = { version, name, nameEn, unit, from, definition, formula }
    write.mutate({ input: { params: { indicator: defined.code }, body } })
  }
  const isFaulty = isCheckable && (check.data === undefined || check.data.fault !== null)
  return (
    <div data-testid="definition-page">
      <PageHead
        title={say('define.title')}
        name={`${language === 'zh' ? newest.name : newest.nameEn} ${defined.code}`}
      />
      {defined.mayEdit ? (
        <Panel title={say('define.title')}>
          {defined.derived ? (
            <>
              <Field
                label={say('define.formula')}
                value={edited.formula}
                onChange={(event) => change({ formula: event.target.value })}
                testId="define-formula"
              />
              <Field
                label={say('define.unit')}
                value={unit}
                onChange={(event) => change({ unit: event.target.value })}
              />
            </>
          ) : null}
          <Field label={say('define.from')} value={from} onChange={(event) => change({ from: event.target.value })} />
          <Field
            label={say('define.words')}
            value={definition}
            onChange={(event) => change({ definition: event.target.value })}
          />
          {isCheckable && check.data ? <DefinitionCheck check={check.data} formula={asked.formula} /> : null}
          <button type="button" className="primary" disabled={isFaulty || write.isPending} onClick={save}>
            {say('define.save')}
          </button>
          {write.error ? <Refused error={write.error} /> : null}
        </Panel>
      ) : null}
      <Panel title={say('define.history')} testId="define-history">
        <ol className="timeline">
          {defined.definitions.map((one) => (
            <li key={one.version}>
              <b>{one.version}</b> {one.fromDay} <code>{one.formula}</code> <span className="unit">{one.unit}</span>{' '}
              <small>{one.definition}</small>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  )
}
