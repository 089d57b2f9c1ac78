import { createHash } from 'node:crypto'
import type { Needs } from '@gangju/contract/route'
import { decideRectangle, type Grant, isVerb, type Rectangle, type Verb } from '@gangju/net/grant'
import { Problem } from '@gangju/net/problem'
import type { Result, Statement } from '../db/batch.ts'
import type { KnownPlace, RectangleStore } from '../net/rectangle.store.ts'
import type { Actor, Scope, Within } from './call.ts'
import type { Desk } from './client.ts'
import { type Context, setContext } from './context.store.ts'
import type { Ground } from './ground.ts'
import {
  type FoundIdentity,
  getPersonWithEpoch,
  grantsBySecret,
  grantsOf,
  grantsStatement,
  identityStatement,
} from './identity.store.ts'
import { officeDay } from './office-time.ts'

/** What a request shows to be somebody. */
export interface Credential {
  readonly via: 'browser' | 'token'
  readonly secret: string
}

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const idleMs = 8 * 3_600_000
const touchAfterMs = 60_000

/** A person with the grants of this moment, read in the transaction that acts on them [GR8]. */
export interface Identity {
  readonly actor: Actor
  readonly grants: readonly Grant[]
  readonly netEpoch: string | null
  readonly contentEpoch: number
  /** The session was last noted as used a while ago. */
  readonly isTouchDue: boolean
}

/**
 * Finds who is asking and sets the actor in the context.
 *
 * @param also what is to be done in the same message; without effect when they are refused, as all of the transaction.
 * @throws Problem `session.missing` for no, an unknown, an ended or an idle session and for a disabled person.
 */
export async function identify(
  { line }: Desk,
  credential: Credential | undefined,
  now: Date,
  also: readonly Statement[] = [],
): Promise<Identity & { readonly also: readonly Result[] }> {
  if (!credential) throw new Problem('session.missing')
  const secretHash = hashSecret(credential.secret)
  const asked = [identityStatement(secretHash), grantsBySecret(secretHash), ...also]
  const [who, granted, ...done] = await line.queryAll(asked)
  const found = who?.rows[0] as FoundIdentity | undefined
  const isOpen =
    found !== undefined &&
    found.kind === credential.via &&
    !found.disabled &&
    found.expiresAt > now &&
    (found.kind === 'token' || now.getTime() - found.usedAt.getTime() < idleMs)
  if (!isOpen) throw new Problem('session.missing')
  const { personId, username, name, mustChangePassword, netEpoch, contentEpoch, usedAt } = found
  // Where tables lie on several machines, only `set local` tells them all who is asking.
  await setContext(line, { actor: personId })
  const [grants] = granted?.rows.length === 0 ? await line.queryAll([grantsStatement(personId)]) : [granted]
  return {
    actor: { personId, username, name, mustChangePassword, via: credential.via, secretHash },
    grants: grantsOf(grants!),
    netEpoch,
    contentEpoch: Number(contentEpoch),
    isTouchDue: now.getTime() - usedAt.getTime() > touchAfterMs,
    also: done,
  }
}

/** A person who has just shown who they are. */
export async function identifyAs({ line, trx }: Desk, personId: string): Promise<Identity> {
  await setContext(line, { actor: personId })
  const { netEpoch, contentEpoch, ...person } = await getPersonWithEpoch(trx, personId)
  const actor: Actor = { ...person, via: 'browser', secretHash: Buffer.alloc(0) }
  const [grants] = await line.queryAll([grantsStatement(personId)])
  return { actor, grants: grantsOf(grants!), netEpoch, contentEpoch: Number(contentEpoch), isTouchDue: false }
}

/** A person with a one-time password changes it before anything else; a script never manages sessions. */
export function checkDoor(actor: Actor, needs: Needs, isWrite: boolean): void {
  const isOwnAffair = needs === 'session'
  if (actor.mustChangePassword && !isOwnAffair) throw new Problem('session.passwordChangeDue')
  if (actor.via === 'token' && ((isOwnAffair && isWrite) || needs === 'token.issue')) throw new Problem('grant.missing')
}

/** What one request asked of the net, and what it got. */
export interface Asked {
  readonly at: Within
  readonly place: KnownPlace
  readonly goalId: number | undefined
}

export interface RightsWords {
  readonly desk: Desk
  readonly identity: Identity
  readonly ground: Pick<Ground, 'rectangles'>
  readonly needs: Needs
  readonly isWrite: boolean
  readonly now: Date
}

/** Gives out handles on the net for one request, each no wider than what was named and granted [HT3]. */
export class Rights {
  /** In order; the last is what the action line names unless the handler says otherwise. */
  readonly asked: Asked[] = []
  readonly #desk: Desk
  readonly #identity: Identity
  readonly #rectangles: RectangleStore
  readonly #needs: Needs
  readonly #isWrite: boolean
  readonly #day: string

  constructor({ desk, identity, ground, needs, isWrite, now }: RightsWords) {
    this.#desk = desk
    this.#identity = identity
    this.#rectangles = ground.rectangles
    this.#needs = needs
    this.#isWrite = isWrite
    this.#day = officeDay(now)
  }

  async within(at: Within): Promise<Scope> {
    const { line, trx } = this.#desk
    const epoch = this.#identity.netEpoch
    await setContext(line, { resolve: 'on' })
    const asked = at.place === undefined ? undefined : await this.#rectangles.findPlace(trx, epoch, at.place)
    const goal = at.goal === undefined ? undefined : await this.#rectangles.findGoal(trx, epoch, at.goal)
    if (at.place !== undefined && !asked) throw new Problem('place.unknown')
    const rectangle = this.#decide(at, asked, goal?.path)
    const rows = await this.#rectangles.rowLists(trx, epoch, rectangle.placeIds, asked)
    const indicators = await this.#rectangles.indicators(trx, epoch, rectangle.goalPaths)
    const place = asked ?? (await this.#widest(rectangle.placeIds))
    await setContext(line, this.#context(at, rows, indicators))
    this.asked.push({ at, place, goalId: goal?.goalId })
    const { ancestorIds: _above, coveredIds: _below, ...scopePlace } = place
    const lists = { counties: rows.counties, places: rows.places, indicators }
    return {
      db: trx,
      trx,
      place: scopePlace,
      places: rectangle.placeIds,
      goalPaths: rectangle.goalPaths,
      rectangle: lists,
    }
  }

  #decide(at: Within, place: KnownPlace | undefined, goalPath: string | undefined): Rectangle {
    // An unknown goal is put as one that no grant reaches, so that it is answered like a goal out of reach.
    const isGoalUnknown = at.goal !== undefined && goalPath === undefined
    const decision = decideRectangle(isGoalUnknown ? [] : this.#identity.grants, {
      verb: at.verb ?? this.#routeVerb(),
      on: this.#day,
      ...(at.goal === undefined ? {} : { goalPath: goalPath ?? at.goal }),
      ...(place ? { place } : {}),
    })
    if (decision.kind === 'granted') return decision.rectangle
    if (decision.kind === 'verbMissing') throw new Problem('grant.missing')
    throw new Problem(this.#isPlaceReached(place) ? 'goal.unknown' : 'place.unknown')
  }

  #isPlaceReached(place: KnownPlace | undefined): boolean {
    if (!place) return true
    const request = { verb: this.#routeVerb(), on: this.#day, place }
    return decideRectangle(this.#identity.grants, request).kind !== 'outside'
  }

  #routeVerb(): Verb {
    if (!isVerb(this.#needs)) throw new Error(`a route that needs ${this.#needs} names its verb to within`)
    return this.#needs
  }

  async #widest(placeIds: readonly number[]): Promise<KnownPlace> {
    return getWidest(this.#desk, this.#rectangles, this.#identity.netEpoch, placeIds)
  }

  #context(
    at: Within,
    rows: Awaited<ReturnType<RectangleStore['rowLists']>>,
    indicators: '*' | readonly number[],
  ): Context {
    const takes = this.#isWrite && (at.mode ?? 'write') === 'write'
    return {
      ...rows,
      indicators,
      resolve: '',
      ...(this.#isWrite ? { write_counties: takes ? rows.counties : [], write_places: takes ? rows.places : [] } : {}),
    }
  }
}

const levelOrder = ['country', 'province', 'city', 'county', 'zone', 'town', 'village']

/** The granted place highest in the tree. Needs `gangju.resolve` on. */
export async function getWidest(
  { trx }: Pick<Desk, 'trx'>,
  rectangles: RectangleStore,
  netEpoch: string | null,
  placeIds: readonly number[],
): Promise<KnownPlace> {
  const places: KnownPlace[] = []
  for (const placeId of placeIds) {
    const place = await rectangles.findPlaceById(trx, netEpoch, placeId)
    if (place) places.push(place)
  }
  const [widest] = places.toSorted(
    (a, b) => levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level) || a.placeId - b.placeId,
  )
  if (!widest) throw new Problem('grant.missing')
  return widest
}
