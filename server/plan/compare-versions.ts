import { type Clause, type ClauseChange, compareOutlines } from '@gangju/clause'
import { createTurns, readInThread } from '../http/reading-thread.ts'

/** The text of one version and the clauses that it was read into. */
export interface VersionText {
  readonly version: number
  readonly text: string
  readonly outline: readonly Clause[]
}

export interface ComparingJob {
  readonly from: VersionText
  readonly to: VersionText
  /** Versions before `from` that something in force still stands on. */
  readonly older: readonly VersionText[]
}

export interface Comparison {
  readonly changes: readonly ClauseChange[]
  /** Where each clause of an older version stands in `from`, by the two anchors; those that were removed are left out. */
  readonly carried: readonly { readonly version: number; readonly anchors: readonly (readonly [string, string])[] }[]
}

/** Shorter texts are compared faster than a thread starts. */
const charactersAtOnce = 200_000
const waitMs = 5_000
const limits = { timeMs: 20_000, heapMegabytes: 512, growthMegabytes: 1_000 }
const inTurn = createTurns(2)
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './compare-versions.worker.ts' : './compare-versions.worker.js',
  import.meta.url,
)

/**
 * What each clause of one version has become in another; long texts in a thread of their own, with bounded time and memory.
 *
 * @throws Problem `file.timeout`, `file.tooLarge`; `server.busy` when no turn comes in time.
 */
export async function compareVersions(job: ComparingJob): Promise<Comparison> {
  const characters = [job.from, job.to, ...job.older].reduce((sum, { text }) => sum + text.length, 0)
  if (characters <= charactersAtOnce) return compareNow(job)
  return inTurn(waitMs, () => readInThread<Comparison>(worker, job, limits))
}

export function compareNow({ from, to, older }: ComparingJob): Comparison {
  return {
    changes: compareOutlines(from, to),
    carried: older.map((former) => ({
      version: former.version,
      anchors: compareOutlines(former, from).flatMap(({ before, after }) =>
        before && after ? [[before.anchor, after.anchor] as const] : [],
      ),
    })),
  }
}
