import { listPolicySystems, type PolicySystem } from '@gangju/contract/documents'
import { type Routes, serve } from '../http/serve.ts'
import type { PolicySystemEntry } from '../net/policy-system-entry.ts'
import { listReachedTitles } from './library.store.ts'
import { openLibrary } from './library.ts'
import { listReachedPlaces, type ReachedPlace } from './policy-system.store.ts'

export const policySystemRoutes: Routes = (app) => {
  serve(app, listPolicySystems, async (call) => {
    const { scope, reach } = await openLibrary(call, call.query.place)
    const { policySystems } = call.catalog
    const places = await listReachedPlaces(
      scope.db,
      reach,
      policySystems.flatMap(({ place }) => place ?? []),
    )
    const documents = await listReachedTitles(scope.db, reach)
    const codes = new Set(documents.map(({ code }) => code))
    const byTitle = new Map(documents.map(({ code, title }) => [plainTitle(title), code]))
    const find = ({ document, title }: { readonly document: string | null; readonly title: string }) =>
      document !== null && codes.has(document) ? document : (byTitle.get(plainTitle(title)) ?? null)
    return {
      items: policySystems
        .filter(({ place }) => place === null || places.has(place))
        .map((system) => systemOf(system, places, find)),
    }
  })
}

function systemOf(
  { code, name, nameEn, place, note, tiers }: PolicySystemEntry,
  places: ReadonlyMap<string, ReachedPlace>,
  find: (member: { readonly document: string | null; readonly title: string }) => string | null,
): PolicySystem {
  return {
    code,
    name,
    nameEn,
    place: place === null ? null : places.get(place)!,
    note,
    tiers: tiers.map((tier) => ({
      ...tier,
      members: tier.members.map((member) => ({ ...member, document: find(member) })),
    })),
  }
}

/** 《》, quotes and blanks are written or not, and say nothing. */
const plainTitle = (title: string): string => title.replace(/[《》“”"「」\s]/gu, '')
