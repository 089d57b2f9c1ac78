import type { PlaceAttribute, PlaceDetail } from '@gangju/contract/places'
import type { PlaceName } from '@gangju/contract/values'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { Panel } from '../ui/panel.tsx'
import { SourceLine } from './why-sources.tsx'

/** What a place is: class, roles and titles with their dates and sources, what it covers, its zones, its history. */
export function PlaceIdentity({ place }: { readonly place: PlaceDetail }) {
  const { say, language } = useWords()
  return (
    <Panel title={say('place.attributes')} className="identity" testId="place-identity">
      <dl className="line-list">
        {place.attributes.map((attribute) => (
          <div key={`${attribute.kind}${attribute.value}${attribute.validFrom}`}>
            <dt>{attribute.kindName}</dt>
            <dd>
              <b>{attribute.valueName}</b> <small>{datesOf(attribute, say)}</small>{' '}
              {attribute.note ? <small>{attribute.note}</small> : null}
              {attribute.source ? <SourceLine source={attribute.source} /> : null}
            </dd>
          </div>
        ))}
        {place.counts.length > 0 ? (
          <div>
            <dt>{say('place.counts')}</dt>
            <dd>
              {place.counts.map(({ level, administrative, placeholders }) => (
                <span key={level} className="count">
                  <b>{administrative.toLocaleString('en')}</b> {sayCode(language, 'level', level)}
                  {placeholders > 0 ? <small>{say('place.placeholders', { count: placeholders })}</small> : null}
                </span>
              ))}
            </dd>
          </div>
        ) : null}
        <PlaceLinks title={say('place.zones')} places={place.zones} />
        <PlaceLinks title={say('place.members')} places={place.members} />
        {place.successions.map(({ kind, on, predecessor, successor }) => (
          <div key={`${kind}${on}${predecessor.code}${successor.code}`}>
            <dt>{say('place.history')}</dt>
            <dd>
              {on} {sayCode(language, 'succession', kind)}：{predecessor.name} → {successor.name}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function PlaceLinks({ title, places }: { readonly title: string; readonly places: readonly PlaceName[] }) {
  if (places.length === 0) return null
  return (
    <div>
      <dt>{title}</dt>
      <dd className="name-list">
        {places.map(({ code, name }) => (
          <StepLink key={code} change={{ place: code }}>
            {name}
          </StepLink>
        ))}
      </dd>
    </div>
  )
}

function datesOf({ validFrom, validTo }: PlaceAttribute, say: Say): string {
  if (validFrom && validTo) return say('place.fromTo', { from: validFrom, to: validTo })
  return validFrom ? say('place.from', { from: validFrom }) : ''
}
