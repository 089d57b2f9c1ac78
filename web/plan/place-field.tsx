import { useWords, type WordKey } from '../net/language.tsx'
import { PlaceSearch } from '../net/place-search.tsx'
import { useMe } from '../net/session.tsx'
import { useSlice } from '../net/slice.tsx'
import { Popover } from '../ui/popover.tsx'

export interface Named {
  readonly code: string
  readonly name: string
}

export interface PlaceFieldProps {
  readonly label: WordKey
  readonly place: Named | null
  readonly onPick: (place: Named) => void
}

/** A place of a form, chosen by search or down the tree. */
export function PlaceField({ label, place, onPick }: PlaceFieldProps) {
  const { say } = useWords()
  const slice = useSlice()
  const { start } = useMe()
  return (
    <div className={place ? 'field' : 'field lacking'}>
      {say(label)}
      <Popover
        label={place?.name ?? say('choice.choose')}
        name={`${say(label)} ${place?.name ?? say('choice.choose')}`}
        className="at-end"
        testId="choice-place"
      >
        {(close) => (
          <PlaceSearch
            from={place?.code ?? slice.place}
            root={start.place?.code}
            onPick={(found) => {
              close()
              onPick(found)
            }}
          />
        )}
      </Popover>
    </div>
  )
}
