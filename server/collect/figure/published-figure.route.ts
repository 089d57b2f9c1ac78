import { stateFigure } from '@gangju/contract/figures'
import { firstDay, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { convert, formatDecimal, normalizeDecimal, parseDecimal } from '@gangju/net/quantity'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { raiseContentEpoch } from '../../net/catalog.store.ts'
import { announce } from '../../net/observation.store.ts'
import { ensureBulletin, putPublishedFigure } from './published-figure.store.ts'

/** What the statistics office published, stated by whoever sets the targets there. */
export const publishedFigureRoutes: Routes = (app) => serve(app, stateFigure, handleState)

async function handleState(call: Call<typeof stateFigure>) {
  const { body, catalog, now } = call
  const { trx, place, rectangle } = await call.within({ place: body.place })
  const indicator = catalog.indicator(body.indicator)
  if (indicator.formula !== null) throw new Problem('figure.derived')
  const granted = rectangle.indicators
  if (granted !== '*' && !granted.includes(indicator.indicatorId)) throw new Problem('indicator.unknown')
  if (firstDay(parsePeriod(body.period)) > officeDay(now)) throw new Problem('period.future')
  const value = inUnit(body.value, body.unit, indicator.entry.unit)
  const bulletin = { title: body.title, publishedOn: body.publishedOn }
  const { sourceId, isNew } = await ensureBulletin(trx, bulletin)
  if (isNew) await raiseContentEpoch(trx)
  const cell = {
    countyId: place.countyId,
    placeId: place.placeId,
    indicatorId: indicator.indicatorId,
    period: body.period,
  }
  const version = await putPublishedFigure(trx, {
    ...cell,
    sourceId,
    value,
    printed: `${body.value}${body.unit}`,
    unit: body.unit,
    at: now,
  })
  await announce(trx, { counties: [place.countyId], ancestors: [place.placeId], periods: [body.period] })
  call.record({
    subject: `figure/${indicator.code}/${body.period}`,
    placeId: place.placeId,
    detail: { value, unit: indicator.entry.unit, version, ...bulletin },
  })
  return { value, unit: indicator.entry.unit, version }
}

/** @throws Problem `figure.unit` where the printed unit does not meet the indicator's, or the decimal would not end. */
function inUnit(text: string, from: string, to: string): string {
  const figure = parseDecimal(text)
  if (from === to) return formatDecimal(normalizeDecimal(figure))
  try {
    return formatDecimal(normalizeDecimal(convert(figure, from, to)))
  } catch (error) {
    throw error instanceof Problem ? new Problem('figure.unit', { from, to }) : error
  }
}
