import type { Conflict, ImportReport } from '@gangju/contract/exchange'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import type { Lang } from '../../http/serve.ts'
import type { IncomingProperty } from './incoming-value.ts'

export type ImportOptions = ImportReport['response']['importOptions']

/** What a conflict is about: where it stood. Without an index it is about no single value, and none is left out for it. */
export interface Told {
  readonly index?: number
  readonly line?: number | undefined
  readonly columns?: Partial<Record<IncomingProperty, number>>
}

export interface Refusal {
  readonly object: string
  readonly property?: IncomingProperty
  readonly errorCode?: string | undefined
}

const mostListed = 1_000

/** Counts what becomes of each value of an import, and says why one was left out [EX5]. */
export class ImportTally {
  readonly #lang: Lang
  readonly #counts = { imported: 0, updated: 0, ignored: 0, deleted: 0 }
  readonly #conflicts: Conflict[] = []
  readonly #rejected = new Set<number>()

  constructor(lang: Lang) {
    this.#lang = lang
  }

  count(what: 'imported' | 'updated' | 'ignored' | 'deleted'): void {
    this.#counts[what] += 1
  }

  /** @throws what is no refusal of ours. */
  refuse(told: Told, error: unknown, refusal: Refusal): void {
    if (!(error instanceof Problem)) throw error
    const { code, detail } = error
    const message = isProblemCode(code) ? problemText(code, this.#lang, detail) : code
    this.fault(told, { code, message, ...refusal })
  }

  fault({ index, line, columns }: Told, { object, property, errorCode, code, message }: Refusal & Said): void {
    if (index !== undefined && !this.#rejected.has(index)) {
      this.#counts.ignored += 1
      this.#rejected.add(index)
    }
    const column = property && columns?.[property]
    this.#conflicts.push({
      object,
      value: message,
      code,
      indexes: index === undefined ? [] : [index],
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(property === undefined ? {} : { property }),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })
  }

  report(importOptions: ImportOptions, dataSetComplete: 'true' | 'false' = 'false'): ImportReport {
    const isClean = this.#conflicts.length === 0
    const { imported, updated, deleted } = this.#counts
    const isNothing = imported + updated + deleted === 0
    const status = isClean ? 'SUCCESS' : isNothing ? 'ERROR' : 'WARNING'
    return {
      httpStatus: isClean ? 'OK' : 'Conflict',
      httpStatusCode: isClean ? 200 : 409,
      status: status === 'SUCCESS' ? 'OK' : status,
      message: isClean ? 'Import was successful.' : 'Some values were left out; see the conflicts.',
      response: {
        responseType: 'ImportSummary',
        status,
        importOptions,
        description: isClean ? 'Import process completed successfully' : 'Import process completed with conflicts',
        importCount: this.#counts,
        conflicts: this.#conflicts.slice(0, mostListed),
        rejectedIndexes: [...this.#rejected].toSorted((a, b) => a - b),
        dataSetComplete,
      },
    }
  }

  get isClean(): boolean {
    return this.#conflicts.length === 0
  }

  get conflicts(): readonly Conflict[] {
    return this.#conflicts
  }

  get counts(): Readonly<ImportReport['response']['importCount']> {
    return this.#counts
  }
}

interface Said {
  readonly code: string
  readonly message: string
}
