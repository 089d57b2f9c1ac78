import { getPlace } from '@gangju/contract/places'
import { useAsk } from './ask.ts'
import { usePlaceNames, useRememberPlaces } from './place-names.ts'
import { usePath } from './slice.tsx'

/** Pages whose own data name their place. */
const carrying = new Set(['/', '/place', '/matrix', '/indicator'])

/** The name of a place, asked for only where nothing on the page will bring it. */
export function usePlaceName(code: string): string {
  const name = usePlaceNames().get(code)?.name
  const isCarried = carrying.has(usePath())
  const isAsked = name === undefined && code !== '' && !isCarried
  const { data } = useAsk(getPlace, { params: { code } }, { isLasting: true, enabled: isAsked })
  useRememberPlaces(data?.ancestors)
  return name ?? data?.name ?? code
}
