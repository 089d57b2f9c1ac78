import type { PlaceChange } from '@gangju/contract/places'
import { type PlaceCode, parsePlaceCode } from '@gangju/net/place'
import { Problem } from '@gangju/net/problem'
import { type ChangeRefusal, refusal } from './place-change-refusal.ts'
import type { ChangePlan, Edge, KnownPlace, KnownTree, OpenedPlace } from './place-plan.ts'

const nothing: ChangePlan = { opened: [], ended: [], renamed: [], closes: [], opens: [], successions: [] }

type Of<Kind extends PlaceChange['kind']> = Extract<PlaceChange, { kind: Kind }>

/** Codes of places that have to exist for a change, and codes that must not exist yet. */
export function codesOfChange(change: PlaceChange): {
  readonly named: readonly string[]
  readonly opened: readonly string[]
} {
  switch (change.kind) {
    case 'rename':
      return { named: [change.place], opened: [] }
    case 'move':
      return { named: [change.place, change.parent], opened: [] }
    case 'merge':
      return { named: [...new Set(change.places)], opened: [change.into.code] }
    case 'split':
      return { named: [change.place], opened: change.into.map(({ code }) => code) }
    case 'open':
      return { named: [], opened: [change.code] }
    case 'openZone':
      return { named: [...new Set(change.members)], opened: [change.code] }
    case 'joinZone':
    case 'leaveZone':
      return { named: [change.zone, change.place], opened: [] }
  }
}

/** The codes above new ones; a zone has none. @throws Problem `place.codeMalformed`. */
export function parentsOfOpened(change: PlaceChange): readonly string[] {
  return [...new Set(codesOfChange(change).opened.flatMap((code) => parsePlaceCode(code).parentCode ?? []))]
}

/**
 * What a change of the tree does, or why it may not be [PL40–PL46].
 *
 * @throws Problem `place.change` with the reason, `place.cycle`, `place.duplicate`, `place.codeMalformed`.
 */
export function planChange(change: PlaceChange, tree: KnownTree, lang: 'zh' | 'en'): ChangePlan {
  const refuse = (reason: ChangeRefusal): never => {
    throw refusal(reason, lang)
  }
  if (change.on > tree.today) refuse('future')
  const { named, opened } = codesOfChange(change)
  const places = new Map(named.map((code) => [code, tree.places.get(code)!]))
  for (const place of places.values()) {
    if (place.validTo !== null) refuse('ended')
    if (change.on < place.validFrom) refuse('early')
  }
  if (new Set(opened).size < opened.length) refuse('twice')
  if (opened.some((code) => tree.places.has(code))) throw new Problem('place.duplicate')
  const plan = plans[change.kind] as (change: PlaceChange, stage: Stage) => ChangePlan
  const made = plan(change, { tree, places, refuse })
  if (made.ended.some((code) => change.on === places.get(code)?.validFrom)) refuse('early')
  const starts = new Map(tree.edges.map((edge) => [keyOf(edge), edge.validFrom]))
  if (made.closes.some((edge) => change.on < starts.get(keyOf(edge))!)) refuse('early')
  return made
}

const keyOf = ({ ancestor, descendant, kind }: Edge) => `${ancestor} ${descendant} ${kind}`
const plainEdge = ({ ancestor, descendant, kind }: Edge): Edge => ({ ancestor, descendant, kind })

interface Stage {
  readonly tree: KnownTree
  readonly places: ReadonlyMap<string, KnownPlace>
  readonly refuse: (reason: ChangeRefusal) => never
}

const plans: { readonly [Kind in PlaceChange['kind']]: (change: Of<Kind>, stage: Stage) => ChangePlan } = {
  rename({ place: code, name }, { tree, places, refuse }) {
    const { name: oldName } = places.get(code)!
    if (oldName === name) refuse('sameName')
    if (tree.changedThatDay.has(code)) refuse('sameDay')
    const succession = { kind: 'rename', predecessor: code, successor: code, oldName, newName: name } as const
    return { ...nothing, renamed: [{ code, name }], successions: [succession] }
  },

  move({ place: code, parent }, { tree, places, refuse }) {
    const [place, town] = [places.get(code)!, places.get(parent)!]
    if (place.level !== 'village') refuse('notVillage')
    if (town.level !== 'town') refuse('notTown')
    if (place.countyId !== town.countyId) refuse('acrossCounties')
    const old = parentEdge(tree, code)
    if (old.ancestor === parent) refuse('sameParent')
    if (tree.changedThatDay.has(code)) refuse('sameDay')
    const oldName = tree.places.get(old.ancestor)?.name ?? null
    return {
      ...nothing,
      closes: [plainEdge(old)],
      opens: [{ ancestor: parent, descendant: code, kind: 'tree' }],
      successions: [{ kind: 'transfer', predecessor: code, successor: code, oldName, newName: town.name }],
    }
  },

  merge({ into }, { tree, places, refuse }) {
    const predecessors = [...places.values()]
    if (predecessors.length < 2) refuse('twice')
    const opened = openPlace(into, { tree, like: predecessors, refuse })
    const counties = new Set([...predecessors, tree.places.get(opened.parent)!].map(({ countyId }) => countyId))
    if (opened.level === 'town' && counties.size > 1) refuse('acrossTowns')
    const children = tree.edges.filter((edge) => edge.kind === 'tree' && places.has(edge.ancestor)).map(plainEdge)
    const zones = predecessors.map(({ code }) => zonesOf(tree, code))
    const shared = zones[0]!.filter((zone) => zones.every((others) => others.includes(zone)))
    return {
      ...nothing,
      opened: [opened],
      ended: predecessors.map(({ code }) => code),
      closes: children,
      opens: [
        ...children.map((edge) => ({ ...edge, ancestor: into.code })),
        ...shared.map((zone): Edge => ({ ancestor: zone, descendant: into.code, kind: 'zone' })),
      ],
      successions: predecessors.map(({ code, name }) => ({
        kind: 'merge',
        predecessor: code,
        successor: into.code,
        oldName: name,
        newName: into.name,
      })),
    }
  },

  split({ place: code, into }, { tree, places, refuse }) {
    const place = places.get(code)!
    const opened = into.map((part) => openPlace(part, { tree, like: [place], refuse }))
    if (opened.some(({ parent }) => tree.places.get(parent)!.countyId !== countyAbove(tree, code)))
      refuse('acrossCounties')
    const zones = zonesOf(tree, code)
    return {
      ...nothing,
      opened,
      ended: [code],
      opens: opened.flatMap((part) =>
        zones.map((zone): Edge => ({ ancestor: zone, descendant: part.code, kind: 'zone' })),
      ),
      successions: opened.map((part) => ({
        kind: 'split',
        predecessor: code,
        successor: part.code,
        oldName: place.name,
        newName: part.name,
      })),
    }
  },

  open({ code, name, on }, { tree, refuse }) {
    const opened = openPlace({ code, name }, { tree, like: [], refuse })
    if (on < tree.places.get(opened.parent)!.validFrom) refuse('early')
    return { ...nothing, opened: [opened] }
  },

  openZone({ code, name, zoneKind }, { tree, places, refuse }) {
    const { level }: PlaceCode = parsePlaceCode(code)
    if (level !== 'zone') refuse('zoneCode')
    if (places.size === 0) refuse('noMember')
    return {
      ...nothing,
      opened: [{ code, name, level, kind: zoneKind, administrative: false, parent: tree.home }],
      opens: [...places.keys()].map((member): Edge => ({ ancestor: code, descendant: member, kind: 'zone' })),
    }
  },

  joinZone({ zone, place }, { tree, places, refuse }) {
    if (places.get(zone)!.level !== 'zone') refuse('notZone')
    if (zone === place || tree.isAboveZone) throw new Problem('place.cycle')
    if (zonesOf(tree, place).includes(zone)) refuse('member')
    return { ...nothing, opens: [{ ancestor: zone, descendant: place, kind: 'zone' }] }
  },

  leaveZone({ zone, place }, { tree, places, refuse }) {
    if (places.get(zone)!.level !== 'zone') refuse('notZone')
    if (!zonesOf(tree, place).includes(zone)) refuse('notMember')
    return { ...nothing, closes: [{ ancestor: zone, descendant: place, kind: 'zone' }] }
  },
}

function openPlace(
  { code, name }: { readonly code: string; readonly name: string },
  { tree, like, refuse }: { tree: KnownTree; like: readonly KnownPlace[]; refuse: Stage['refuse'] },
): OpenedPlace {
  const { level, kind, administrative, parentCode } = parsePlaceCode(code)
  const isAlike = (level === 'town' || level === 'village') && like.every((place) => place.level === level)
  if (!isAlike) refuse('levels')
  const parent = tree.places.get(parentCode!) ?? refuse('noParent')
  if (parent.validTo !== null) refuse('noParent')
  return { code, name, level, kind, administrative, parent: parent.code }
}

const parentEdge = (tree: KnownTree, code: string) =>
  tree.edges.find(({ descendant, kind }) => kind === 'tree' && descendant === code)!

const countyAbove = (tree: KnownTree, code: string) => tree.places.get(parentEdge(tree, code).ancestor)?.countyId

const zonesOf = (tree: KnownTree, code: string) =>
  tree.edges.filter(({ descendant, kind }) => kind === 'zone' && descendant === code).map(({ ancestor }) => ancestor)
