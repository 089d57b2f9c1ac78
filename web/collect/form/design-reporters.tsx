import { listPlaces } from '@gangju/contract/places'
import { parseUrbanRuralClass } from '@gangju/net/place'
import { useEffect } from 'react'
import { useAsk } from '../../net/ask.ts'
import { sayCode, useWords } from '../../net/language.tsx'
import { rememberPlaces, usePlaceNames } from '../../net/place-names.ts'
import { PlaceSearch } from '../../net/place-search.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { DesignPartProps } from './design-basics.tsx'

const classes = ['111', '112', '121', '122', '123', '210', '220'] as const
type Kind = 'zones' | 'classes' | 'places'

/** Who of the level reports: everybody, or only some zones, urban–rural classes or named places. */
export function DesignReporters({ design, onChange }: DesignPartProps) {
  const { say, language } = useWords()
  const { reporters } = design
  const listed = (kind: Kind): readonly string[] => reporters?.[kind] ?? []
  const put = (kind: Kind, codes: readonly string[]) => {
    const next = { ...reporters, [kind]: codes.length === 0 ? undefined : [...codes] }
    const isAny = next.zones || next.classes || next.places
    onChange({ ...design, reporters: isAny ? next : undefined })
  }
  return (
    <fieldset className="field wide" data-testid="design-reporters">
      <legend>{say('forms.reporters')}</legend>
      {reporters ? null : (
        <p className="hint">{say('forms.reporters.all', { level: sayCode(language, 'formLevel', design.collects) })}</p>
      )}
      <Chosen kind="zones" codes={listed('zones')} onChange={put} />
      <Chosen kind="places" codes={listed('places')} onChange={put} />
      <span className="chips-field">
        {say('forms.reporters.classes')}
        {classes.map((code) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={listed('classes').includes(code)}
              onChange={(event) =>
                put(
                  'classes',
                  event.target.checked ? [...listed('classes'), code] : listed('classes').filter((one) => one !== code),
                )
              }
            />
            {parseUrbanRuralClass(code)[language]}
          </label>
        ))}
      </span>
    </fieldset>
  )
}

interface ChosenProps {
  readonly kind: 'zones' | 'places'
  readonly codes: readonly string[]
  readonly onChange: (kind: 'zones' | 'places', codes: readonly string[]) => void
}

/** Places by name, each taken away by a press; more are found by name. */
function Chosen({ kind, codes, onChange }: ChosenProps) {
  const { say } = useWords()
  const { place } = useSlice()
  const names = usePlaceNames()
  return (
    <span className="chips-field">
      {say(`forms.reporters.${kind}`)}
      {codes.map((code) => (
        <button
          key={code}
          type="button"
          className="chip"
          onClick={() =>
            onChange(
              kind,
              codes.filter((one) => one !== code),
            )
          }
        >
          {names.get(code)?.name ?? code} ✕
        </button>
      ))}
      {codes
        .filter((code) => !names.has(code))
        .map((code) => (
          <NameOf key={code} code={code} />
        ))}
      <Popover label={`＋ ${say('forms.reporters.add')}`} name={say(`forms.reporters.${kind}`)} testId={`add-${kind}`}>
        {(close) => (
          <PlaceSearch
            from={place}
            onPick={({ code }) => {
              close()
              if (!codes.includes(code)) onChange(kind, [...codes, code])
            }}
          />
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
