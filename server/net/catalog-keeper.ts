import type { Db } from '../db/connection.ts'
import { loadCatalog } from './catalog.store.ts'
import type { Catalog } from './catalog.ts'

/**
 * Keeps the content in memory and reads it anew when it was edited: every request brings the number that it saw in the
 * database, so that whoever has written sees what was written, on this server or another.
 */
export class CatalogKeeper {
  #catalog: Catalog
  #coming: { readonly epoch: number; readonly catalog: Promise<Catalog> } | undefined

  constructor(catalog: Catalog) {
    this.#catalog = catalog
  }

  /** For those who brought no number. */
  current(): Catalog {
    return this.#catalog
  }

  /** The content as of a number. One reads it for all who wait; each falls back on its own connection. */
  async at(epoch: number, db: Db): Promise<Catalog> {
    if (epoch === this.#catalog.epoch) return this.#catalog
    if (this.#coming?.epoch === epoch) {
      const shared = await this.#coming.catalog.catch(() => undefined)
      return shared ?? this.#load(db)
    }
    const catalog = this.#load(db)
    const coming = { epoch, catalog }
    this.#coming = coming
    return catalog.finally(() => {
      if (this.#coming === coming) this.#coming = undefined
    })
  }

  async #load(db: Db): Promise<Catalog> {
    const fresh = await loadCatalog(db)
    if (fresh.epoch >= this.#catalog.epoch) this.#catalog = fresh
    return fresh
  }
}
