import { listPlaceClasses, listPlaces } from '@gangju/contract/places'
import { useEffect } from 'react'
import { useAsk } from '../../net/ask.ts'
import { sayCode, useWords } from '../../net/language.tsx'
import { rememberPlaces, usePlaceNames } from '../../net/place-names.ts'
import { PlaceSearch } from '../../net/place-search.tsx'
import { useMe } from '../../net/session.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { DesignPartProps } from './design-basics.tsx'

type Kind = 'zones' | 'classes' | 'places'

/** Who of the level reports: everybody, or only some zones, classes or named places. */
export function DesignReporters({ design, onChange }: DesignPartProps) {
  const { say, language } = useWords()
  const { place } = useSlice()
  const nameOfClass = (code: string, kind: string | null, name: string | null) =>
    kind === null
      ? say(code === 'community' ? 'forms.class.community' : 'forms.class.village')
      : (name ?? `${kind} ${code}`)
  const zones = useAsk(listPlaces, { query: { under: place, level: 'zone', limit: 200 } }, { isLasting: true })
  const found = useAsk(listPlaceClasses, { query: { place, level: design.collects } }, { isLasting: true })
  const { reporters } = design
  const listed = (kind: Kind): readonly string[] => reporters?.[kind] ?? []
  const put = (kind: Kind, codes: readonly string[]) => {
    const next = { ...reporters, [kind]: codes.length === 0 ? undefined : [...codes] }
    const isAny = next.zones || next.classes || next.places
    onChange({ ...design, reporters: isAny ? next : undefined })
  }
  const classNames = new Map([
    ...listed('classes').map((code) => [code, code] as const),
    ...(found.data?.items ?? []).map(
      ({ class: code, kind, name, places }) => [code, `${nameOfClass(code, kind, name)} (${places})`] as const,
    ),
  ])
  const zoneNames = new Map((zones.data?.items ?? []).map(({ code, name }) => [code, name]))
  const zoneCodes = [...new Set([...zoneNames.keys(), ...listed('zones')])]
  return (
    <fieldset className="field wide" data-testid="design-reporters">
      <legend>{say('forms.reporters')}</legend>
      {reporters ? null : (
        <p className="hint">{say('forms.reporters.all', { level: sayCode(language, 'formLevel', design.collects) })}</p>
      )}
      {zoneCodes.length > 0 ? (
        <Ticked
          label={say('forms.reporters.zones')}
          options={zoneCodes.map((code) => [code, zoneNames.get(code) ?? code] as const)}
          chosen={listed('zones')}
          onChange={(codes) => put('zones', codes)}
        />
      ) : null}
      {classNames.size > 0 ? (
        <Ticked
          label={say('forms.reporters.classes')}
          options={[...classNames]}
          chosen={listed('classes')}
          onChange={(codes) => put('classes', codes)}
        />
      ) : null}
      <NamedPlaces level={design.collects} codes={listed('places')} onChange={(codes) => put('places', codes)} />
    </fieldset>
  )
}

interface TickedProps {
  readonly label: string
  readonly options: readonly (readonly [code: string, name: string])[]
  readonly chosen: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

/** More than this many are folded away until one is chosen. */
const FOLDED = 12

function Ticked({ label, options, chosen, onChange }: TickedProps) {
  const boxes = (
    <span className="chips-field">
      {options.map(([code, name]) => (
        <label key={code} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
            }
          />
          {name}
        </label>
      ))}
    </span>
  )
  return options.length > FOLDED ? (
    <details open={chosen.length > 0}>
      <summary>
        {label} {chosen.length} / {options.length}
      </summary>
      {boxes}
    </details>
  ) : (
    <span className="chips-field">
      {label} {boxes}
    </span>
  )
}

interface NamedPlacesProps {
  readonly level: string
  readonly codes: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

/** Places by name, each taken away by a press; more are found by name. Only those of the level of the rows can be taken. */
function NamedPlaces({ level, codes, onChange }: NamedPlacesProps) {
  const { say, language } = useWords()
  const { place } = useSlice()
  const { start } = useMe()
  const names = usePlaceNames()
  return (
    <span className="chips-field">
      {say('forms.reporters.places')}
      {codes.map((code) => (
        <button key={code} type="button" className="chip" onClick={() => onChange(codes.filter((one) => one !== code))}>
          {names.get(code)?.name ?? code} ✕
        </button>
      ))}
      {codes.map((code) => (names.has(code) ? null : <NameOf key={code} code={code} />))}
      <Popover label={`＋ ${say('forms.reporters.add')}`} name={say('forms.reporters.places')} testId="add-places">
        {(close) => (
          <>
            <p className="hint">{say('forms.reporters.level', { level: sayCode(language, 'formLevel', level) })}</p>
            <PlaceSearch
              from={place}
              root={start.place?.code}
              onPick={(picked) => {
                if (picked.level !== level) return
                close()
                if (!codes.includes(picked.code)) onChange([...codes, picked.code])
              }}
            />
          </>
        )}
      </Popover>
    </span>
  )
}

/** Asks for a name that no page has carried yet. */
function NameOf({ code }: { readonly code: string }) {
  const { data } = useAsk(listPlaces, { query: { q: code, limit: 1 } }, { isLasting: true })
  useEffect(() => rememberPlaces(data?.items ?? []), [data])
  return null
}
