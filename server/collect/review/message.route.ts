import { listMessages, readMessage } from '@gangju/contract/review'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { formatCursor, parseCursor } from '../../net/cursor.ts'
import { countUnread, listOwnMessages, markRead } from './message.store.ts'

/** What is addressed to the reader, and to nobody else [RM1]. */
export const messageRoutes: Routes = (app) => {
  serve(app, listMessages, handleList)
  serve(app, readMessage, handleRead)
}

const usualLimit = 50

async function handleList(call: Call<typeof listMessages>) {
  const { actor, catalog, lang, query } = call
  const { db } = await call.alone()
  const limit = query.limit ?? usualLimit
  const after = parseCursor(query.cursor, 2)
  if (after && Number.isNaN(Date.parse(after[0]!))) throw new Problem('cursor.malformed')
  const rows = await listOwnMessages(db, actor.personId, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const formCode = (formId: number | null) => catalog.forms.find((one) => one.formId === formId)?.entry.code ?? null
  return {
    items: shown.map((row) => ({
      id: row.messageId,
      kind: row.kind,
      text: row.words[lang],
      place: row.placeCode,
      form: formCode(row.formId),
      period: row.period,
      submission: row.submissionId,
      at: row.sentAt.toISOString(),
      from: row.sender,
      readAt: row.readAt?.toISOString() ?? null,
    })),
    unread: await countUnread(db, actor.personId),
    next: rows.length > limit && last ? formatCursor([last.sentAt.toISOString(), last.messageId]) : null,
  }
}

async function handleRead(call: Call<typeof readMessage>) {
  const { actor, now, params } = call
  const { trx } = await call.alone()
  if (!(await markRead(trx, actor.personId, params.id, now))) throw new Problem('message.unknown')
  call.record({ verb: 'message.read', subject: `message/${params.id}` })
  return { unread: await countUnread(trx, actor.personId) }
}
