import { checkIndicator, defineIndicator, readDefinition } from '@gangju/contract/figures'
import type { AnyRoute } from '@gangju/contract/route'
import { firstDay, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import { raiseContentEpoch } from '../../net/catalog.store.ts'
import { type Catalog, type CatalogIndicator } from '../../net/catalog.ts'
import type { IndicatorEntry } from '../../net/indicator-entry.ts'
import { raiseNetEpoch } from '../../net/place.store.ts'
import { getScenePlace, listChildren } from '../../net/scene.store.ts'
import { findTopPlace, getIndicatorRow, insertDefinition } from './definition.store.ts'
import { faultWords, judgeDefinition, partWords } from './judge-definition.ts'
import { previewDefinition } from './preview-definition.ts'

/** What an indicator means and how it is computed, from which period on. */
export const definitionRoutes: Routes = (app) => {
  serve(app, readDefinition, handleRead)
  serve(app, checkIndicator, handleCheck)
  serve(app, defineIndicator, handleDefine)
}

async function handleRead(call: Call<typeof readDefinition>) {
  const { db, places, rectangle } = await call.within({})
  const indicator = call.catalog.indicator(call.params.indicator)
  const granted = rectangle.indicators
  if (granted !== '*' && !granted.includes(indicator.indicatorId)) throw new Problem('indicator.unknown')
  const top = await findTopPlace(db, places)
  const mayEdit = await mayDefine(call, top?.code)
  return { ...definedOf(indicator), definitions: definitionsOf(indicator), mayEdit }
}

async function mayDefine(call: Call<typeof readDefinition>, place: string | undefined): Promise<boolean> {
  if (place === undefined) return false
  try {
    await call.within({ place, verb: 'catalogue.write', mode: 'read' })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function handleCheck(call: Call<typeof checkIndicator>) {
  const { query, catalog, lang } = call
  await call.within({ place: query.place })
  const indicator = catalog.indicator(query.indicator)
  const judged = judgeDefinition(catalog, { code: indicator.code, text: query.formula, unit: query.unit })
  const { db, place, rectangle } = await call.within({ place: query.place, verb: 'observation.read', mode: 'read' })
  const leaves = judged.parts.flatMap((part) => catalog.partsOf(part))
  const isSeen =
    rectangle.indicators === '*' ||
    leaves.every(({ indicatorId }) => (rectangle.indicators as readonly number[]).includes(indicatorId))
  const preview =
    judged.formula === null || judged.fault !== null || !isSeen
      ? null
      : await previewDefinition(db, {
          catalog,
          places: [await getScenePlace(db, place.placeId), ...(await listChildren(db, place.placeId))],
          indicator,
          formula: judged.formula,
          period: query.period,
          from: query.from ?? query.period,
        })
  return {
    unit: judged.unit,
    per: judged.per,
    fault: faultWords(judged, lang),
    cycle: judged.cycle === null ? null : [...judged.cycle],
    parts: judged.parts.map((part) => partWords(part, lang)),
    preview,
  }
}

async function handleDefine(call: Call<typeof defineIndicator>) {
  const { body, actor, now } = call
  const known = call.catalog.indicator(call.params.indicator)
  const { trx, place, goalPaths } = await openTop(call)
  // The definition is everybody's: who holds some goals only may not change it.
  if (!goalPaths.includes('')) throw new Problem('grant.missing')
  await raiseContentEpoch(trx)
  await raiseNetEpoch(trx)
  const { version, entry: before } = await getIndicatorRow(trx, known.indicatorId)
  if (version !== body.version) throw new Problem('indicator.version')
  const entry = revise(call.catalog, before, body)
  const fromDay = firstDay(parsePeriod(body.from))
  const { indicatorId } = known
  const next = { indicatorId, version: version + 1, fromDay, entry, before, personId: actor.personId, at: now }
  await insertDefinition(trx, next)
  call.record({
    subject: `indicator/${known.code}`,
    placeId: place.placeId,
    detail: { version: version + 1, from: body.from, formula: entry.formula, unit: entry.unit },
  })
  const earlier = definitionsOf({ ...known, entry: before })
  return {
    ...definedOf(known),
    definitions: [...earlier, definitionOf({ version: version + 1, fromDay, entry })],
  }
}

/**
 * The entry with what may be changed of it: words of all, formula and unit of a derived one.
 *
 * @throws Problem `indicator.notDerived`; `formula.…` for a definition that cannot be computed.
 */
function revise(
  catalog: Catalog,
  before: IndicatorEntry,
  { name, nameEn, definition, formula, unit }: Call<typeof defineIndicator>['body'],
): IndicatorEntry {
  const words = { ...before, name, nameEn, definition }
  if (before.formula === null) {
    // What was reported stands in the unit that it was reported in.
    if (formula !== null || unit !== before.unit) throw new Problem('indicator.notDerived')
    return words
  }
  if (formula === null) throw new Problem('indicator.notDerived')
  const { fault } = judgeDefinition(catalog, { code: before.code, text: formula, unit })
  if (fault) throw fault
  const displayUnit = unit === before.unit ? before.displayUnit : { unit, divisor: '1' }
  return { ...words, formula, unit, displayUnit, ratio: formula === before.formula ? before.ratio : null }
}

/** @throws Problem `indicator.unknown` for those whose places lie under the top; `grant.missing` there without the verb. */
async function openTop(call: Call<AnyRoute>): Promise<Scope> {
  const { db, places } = await call.within({ verb: 'indicator.read', mode: 'read' })
  const top = await findTopPlace(db, places)
  if (top === undefined) throw new Problem('indicator.unknown')
  try {
    return await call.within({ place: top.code })
  } catch (error) {
    throw error instanceof Problem && error.code === 'place.unknown' ? new Problem('indicator.unknown') : error
  }
}

const definedOf = ({ code, formula }: CatalogIndicator) => ({ code, derived: formula !== null })

function definitionsOf({ versions, entry }: Pick<CatalogIndicator, 'versions' | 'entry'>) {
  return versions.length > 0 ? versions.map(definitionOf) : [definitionOf({ version: 1, fromDay: '0001-01-01', entry })]
}

const definitionOf = ({ version, fromDay, entry }: Omit<CatalogIndicator['versions'][number], 'formula'>) => ({
  version,
  fromDay,
  name: entry.name,
  nameEn: entry.nameEn,
  unit: entry.unit,
  formula: entry.formula,
  definition: entry.definition,
})
