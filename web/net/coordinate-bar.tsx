import { getPlace } from '@gangju/contract/places'
import { Popover } from '../ui/popover.tsx'
import { AsOf } from './as-of.tsx'
import { useAsk } from './ask.ts'
import { GoalCascade } from './goal-cascade.tsx'
import { useGoalName } from './goal-names.ts'
import { useWords } from './language.tsx'
import { PeriodStepper } from './period-stepper.tsx'
import { usePlaceName } from './place-name.ts'
import { codesAbove, usePlaceNames, useRememberPlaces } from './place-names.ts'
import { PlaceSearch } from './place-search.tsx'
import { useMe } from './session.tsx'
import { StepLink, useGo, useSlice } from './slice.tsx'

/** 纲 goal ▸ 目 place ▸ 期 period ▸ 截至 as of: what is seen, and the address of it. */
export function CoordinateBar() {
  const { say } = useWords()
  const { goal, place, period, asOf } = useSlice()
  const go = useGo()
  const { start } = useMe()
  const goalName = useGoalName(goal)
  return (
    <nav
      className="coordinate-bar"
      aria-label={`${say('bar.goal')} ${say('bar.place')} ${say('bar.period')} ${say('bar.asOf')}`}
    >
      <span className="coordinate goal">
        <b>{say('bar.goal')}</b>
        <Popover label={goalName ?? goal ?? say('bar.allGoals')} name={say('bar.chooseGoal')} testId="goal">
          {(close) => (
            <GoalCascade
              chosen={goal}
              onPick={(next) => {
                close()
                go({ change: { goal: next } })
              }}
            />
          )}
        </Popover>
      </span>
      <span className="coordinate place">
        <b>{say('bar.place')}</b>
        <PlaceCrumbs place={place} />
        <Popover label={<PlaceLabel place={place} />} name={say('bar.choosePlace')} testId="place">
          {(close) => (
            <PlaceSearch
              from={place}
              root={start.place?.code}
              onPick={(next) => {
                close()
                go({ change: { place: next.code } })
              }}
            />
          )}
        </Popover>
      </span>
      <span className="coordinate">
        <b>{say('bar.period')}</b>
        <PeriodStepper period={period} />
      </span>
      <span className="coordinate">
        <b>{say('bar.asOf')}</b>
        <AsOf asOf={asOf} />
      </span>
    </nav>
  )
}

function PlaceLabel({ place }: { readonly place: string }) {
  return <>{usePlaceName(place)}</>
}

/** Links to the places above, down from where the reader's own begin. */
function PlaceCrumbs({ place }: { readonly place: string }) {
  const root = useMe().start.place?.code.replace(/0+$/, '') ?? ''
  const names = usePlaceNames()
  const codes = codesAbove(place).filter((code) => code.startsWith(root))
  const isUnknown = codes.some((code) => !names.has(code))
  const { data } = useAsk(getPlace, { params: { code: place } }, { isLasting: true, enabled: isUnknown })
  useRememberPlaces(data?.ancestors)
  const above = codes.flatMap((code) => names.get(code) ?? [])
  return above.map(({ code, name }) => (
    <span key={code} className="crumb">
      <StepLink change={{ place: code }}>{name}</StepLink>
      <i aria-hidden="true">/</i>
    </span>
  ))
}
