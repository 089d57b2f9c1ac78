import type { FastifyBaseLogger } from 'fastify'
import type { CatalogKeeper } from '../net/catalog-keeper.ts'
import type { RectangleStore } from '../net/rectangle.store.ts'
import type { NetChange } from './call.ts'
import type { Pool } from './client.ts'

/** Hands every change of the net to those who listen, on this server or another. */
export interface Changes {
  /** @returns how to stop listening. */
  listen(listener: ChangeListener): () => void
}

export interface ChangeListener {
  readonly change: (change: NetChange) => void
  /** Something may have been missed. */
  readonly lost: () => void
}

/** What every request stands on. */
export interface Ground {
  readonly pool: Pool
  /** The content; replaced as a whole, never changed. */
  readonly catalogs: CatalogKeeper
  readonly clock: () => Date
  readonly rectangles: RectangleStore
  readonly changes: Changes
  /** Open streams, each by how to end it. */
  readonly streams: Set<() => void>
  /** Browsers reach us by https, at a proxy in front. */
  readonly isSecure: boolean
  readonly log: FastifyBaseLogger
}
