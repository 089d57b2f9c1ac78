import type { Closing, LateLeave } from '@gangju/contract/review'
import { momentText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'

export interface MissingPlacesProps {
  readonly closing: Closing
  readonly leaves: readonly LateLeave[]
  readonly onLeave: (place: { readonly code: string; readonly name: string }) => void
}

/** Who was missing when the form was closed, when each came after all, and the leave of those that have not. */
export function MissingPlaces({ closing, leaves, onLeave }: MissingPlacesProps) {
  const { say } = useWords()
  if (closing.missing.length === 0) return null
  return (
    <dl className="missing-places">
      <dt>{say('closing.missing')}</dt>
      {closing.missing.map((place) => {
        const leave = leaves.find((one) => one.place.code === place.code)
        return (
          <dd key={place.code} data-testid="missing-place" data-place={place.code} data-came={place.cameAt !== null}>
            {place.name}{' '}
            {place.cameAt !== null ? (
              <small>{say('closing.cameAt', { time: momentText(place.cameAt) })}</small>
            ) : leave ? (
              <small>{say('closing.leaveUntil', { until: leave.until })}</small>
            ) : closing.reopenedAt === null ? (
              <button type="button" className="quiet" onClick={() => onLeave(place)} data-testid="leave-open">
                {say('closing.leave')}
              </button>
            ) : (
              <small>{say('closing.still')}</small>
            )}
          </dd>
        )
      })}
    </dl>
  )
}
