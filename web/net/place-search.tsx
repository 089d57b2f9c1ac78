import { listPlaces, type PlaceSummary } from '@gangju/contract/places'
import { useDeferredValue, useState } from 'react'
import { useAsk } from './ask.ts'
import { sayCode, useWords } from './language.tsx'
import { codesAbove, rememberPlaces, usePlaceNames } from './place-names.ts'

export interface PlaceSearchProps {
  /** Where the cascade begins. */
  readonly from: string
  readonly onPick: (place: PlaceSummary) => void
  readonly root?: string | undefined
}

/** Finds a place by name, pinyin initials or code, or by going down the tree. */
export function PlaceSearch({ from, onPick, root }: PlaceSearchProps) {
  const { say } = useWords()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const found = useAsk(listPlaces, { query: { q: query, limit: 30 } }, { enabled: query.length > 0, isLasting: true })
  const pick = (place: PlaceSummary) => {
    rememberPlaces([place])
    onPick(place)
  }
  const places = found.data?.items ?? []
  return (
    <div className="cascade">
      <input
        type="search"
        className="cascade-search"
        placeholder={say('bar.searchPlace')}
        aria-label={say('bar.searchPlace')}
        value={text}
        autoFocus
        data-testid="place-search"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const first = places[0]
          if (event.key === 'Enter' && query && first) pick(first)
          if (event.key === 'ArrowDown') focusOption(event.currentTarget.closest('.cascade'), 0)
        }}
      />
      {query ? (
        <ul className="cascade-list found" onKeyDown={moveInList}>
          {places.map((place) => (
            <li key={place.code}>
              <button type="button" onClick={() => pick(place)} data-testid="place-option" data-place={place.code}>
                <PlaceLine place={place} withPath />
              </button>
            </li>
          ))}
          {found.isSuccess && places.length === 0 ? <li className="cascade-note">{say('bar.nothingFound')}</li> : null}
          {found.data?.next ? <li className="cascade-note">{say('bar.more')}</li> : null}
        </ul>
      ) : (
        <Columns from={from} root={root} onPick={pick} />
      )}
    </div>
  )
}

interface ColumnsProps {
  readonly from: string
  readonly root: string | undefined
  readonly onPick: (place: PlaceSummary) => void
}

/** The tree in columns, from the reader's root down to the children of the chosen place. */
function Columns({ from, root, onPick }: ColumnsProps) {
  const above = codesAbove(from)
  const start = root ?? above[0] ?? from
  const fromRoot = above.includes(start) ? above.slice(above.indexOf(start)) : []
  const [path, setPath] = useState<readonly string[]>([...new Set([start, ...fromRoot, from])])
  return (
    <div className="cascade-columns">
      {path.map((code, depth) => (
        <Column
          key={code}
          parent={code}
          open={path[depth + 1]}
          onOpen={(child) => setPath([...path.slice(0, depth + 1), child])}
          onPick={onPick}
        />
      ))}
    </div>
  )
}

interface ColumnProps {
  readonly parent: string
  readonly open: string | undefined
  readonly onOpen: (code: string) => void
  readonly onPick: (place: PlaceSummary) => void
}

function Column({ parent, open, onOpen, onPick }: ColumnProps) {
  const names = usePlaceNames()
  const { data } = useAsk(listPlaces, { query: { under: parent, children: 'true', limit: 500 } }, { isLasting: true })
  const self = names.get(parent)
  const places = data?.items ?? []
  if (data && places.length === 0) return null
  return (
    <ul className="cascade-list" onKeyDown={moveInList}>
      {self ? (
        <li className="cascade-self">
          <button
            type="button"
            onClick={() => onPick({ ...self, parent: null, administrative: true, kind: '', path: self.name })}
            data-testid="place-option"
            data-place={parent}
          >
            {self.name}
          </button>
        </li>
      ) : null}
      {places.map((place) => (
        <li key={place.code} className={place.code === open ? 'open' : undefined}>
          <button type="button" onClick={() => onPick(place)} data-testid="place-option" data-place={place.code}>
            <PlaceLine place={place} />
          </button>
          {place.level === 'village' ? null : (
            <button
              type="button"
              className="cascade-open"
              aria-label={`${place.name} ›`}
              onClick={() => onOpen(place.code)}
            >
              ›
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function PlaceLine({ place, withPath }: { readonly place: PlaceSummary; readonly withPath?: boolean }) {
  const { language } = useWords()
  return (
    <>
      <span className={place.administrative ? undefined : 'absent'}>{place.name}</span>
      {withPath ? (
        <small>{place.path}</small>
      ) : place.level === 'zone' ? (
        <small>{sayCode(language, 'level', 'zone')}</small>
      ) : null}
    </>
  )
}

function moveInList(event: React.KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const list = event.currentTarget
  const buttons = [...list.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
}

function focusOption(cascade: Element | null, at: number) {
  cascade?.querySelectorAll<HTMLElement>('.cascade-list button')[at]?.focus()
}
