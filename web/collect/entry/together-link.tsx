import { useWords } from '../../net/language.tsx'
import { usePlaceName } from '../../net/place-name.ts'
import { codesAbove } from '../../net/place-names.ts'
import { useMe } from '../../net/session.tsx'
import { StepLink } from '../../net/slice.tsx'
import type { Entry } from './use-entry.ts'

/** From one village to the grid of its whole town, for whoever reaches that far. */
export function TogetherLink({ entry }: { readonly entry: Entry }) {
  const root = useMe().start.place?.code.replace(/0+$/, '')
  const { place, returns } = entry.page
  const above = codesAbove(place.code)
    .filter((code) => root !== undefined && code.startsWith(root))
    .at(-1)
  if (above === undefined || returns.length !== 1 || returns[0]?.place.code !== place.code) return null
  return <AboveLink place={above} />
}

function AboveLink({ place }: { readonly place: string }) {
  const { say } = useWords()
  return (
    <StepLink change={{ place, all: '1' }} data-testid="together">
      {say('entry.together', { place: usePlaceName(place) })}
    </StepLink>
  )
}
