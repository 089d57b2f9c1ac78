import { type ActionItem, listActions } from '@gangju/contract/people'
import { Problem } from '@gangju/net/problem'
import { z } from 'zod'
import { type Routes, serve } from '../http/serve.ts'
import { type LogCursor, listLines } from './log.store.ts'

const Cursor = z.tuple([z.iso.datetime(), z.int(), z.string().regex(/^\d{1,18}$/)])

export const logRoutes: Routes = (app) => {
  serve(app, listActions, async ({ within, query, catalog }) => {
    const { db, rectangle, goalPaths } = await within({
      place: query.place,
      ...(query.goal === undefined ? {} : { goal: query.goal }),
    })
    const limit = query.limit ?? 50
    const isWhole = goalPaths.includes('')
    const goalIds = isWhole
      ? undefined
      : goalPaths.flatMap((path) => catalog.goalsUnder(path)).map((goal) => goal.goalId)
    const { counties, places } = rectangle
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
    const rows = await listLines(db, { counties, places, goalIds, verb: query.verb, after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map((row) => lineItem(row)),
      next:
        rows.length > limit && last
          ? writeCursor({ at: last.at.toISOString(), countyId: last.countyId, seq: last.seq })
          : null,
    }
  })
}

function lineItem({
  countyId,
  seq,
  at,
  hash,
  outcome,
  ...line
}: Awaited<ReturnType<typeof listLines>>[number]): ActionItem {
  return {
    ...line,
    lane: countyId,
    seq: Number(seq),
    at: at.toISOString(),
    outcome: outcome as ActionItem['outcome'],
    hash: hash.toString('hex'),
  }
}

const writeCursor = ({ at, countyId, seq }: LogCursor): string =>
  Buffer.from(JSON.stringify([at, countyId, seq])).toString('base64url')

function readCursor(cursor: string): LogCursor {
  try {
    const [at, countyId, seq] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { at, countyId, seq }
  } catch {
    throw new Problem('cursor.malformed')
  }
}
