import { Problem } from '@gangju/net/problem'
import type { FastifyReply } from 'fastify'
import type { NetChange, Watch } from './call.ts'
import type { Ground } from './ground.ts'
import type { Knock } from './knock.ts'
import { runRead } from './read.ts'

const mostStreams = 2_000
const mostQueuedBytes = 256 * 1_024
const keepAliveMs = 20_000
const recheckMs = 60_000

/**
 * Keeps one stream of events. Before every event, and every minute, the handler is run anew as a request of its own: a
 * session that ended or a grant that was taken away ends the stream [HT8]. Who reads too slowly is cut off.
 */
export function openStream(ground: Ground, knock: Knock, reply: FastifyReply, first: Watch<unknown>): void {
  if (ground.streams.size >= mostStreams) throw new Problem('server.busy')
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...plainHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  })
  const waiting: NetChange[] = []
  let isChecking = false
  const end = () => void raw.end()
  const write = (text: string) => {
    if (raw.writableLength > mostQueuedBytes) raw.destroy()
    else raw.write(text)
  }

  write('retry: 2000\n\n')
  ground.streams.add(end)
  const stopListening = ground.changes.listen({
    lost: end,
    change: (change) => {
      if (first.choose(change) === undefined) return
      waiting.push(change)
      void check()
    },
  })
  const keepAlive = setInterval(() => write(': \n\n'), keepAliveMs)
  const recheck = setInterval(() => void check(), recheckMs)
  raw.on('error', () => {})
  raw.on('close', () => {
    ground.streams.delete(end)
    stopListening()
    clearInterval(keepAlive)
    clearInterval(recheck)
  })

  async function check(): Promise<void> {
    if (isChecking) return
    isChecking = true
    try {
      do {
        const changes = waiting.splice(0)
        const { result } = await runRead<Watch<unknown>>(ground, knock)
        for (const change of changes) send(result, change)
      } while (waiting.length > 0)
    } catch {
      // Refused, or unknown whether it still may: the browser comes again and is told.
      end()
    } finally {
      isChecking = false
    }
  }

  function send(watch: Watch<unknown>, change: NetChange): void {
    const event = watch.choose(change)
    if (event === undefined) return
    write(`event: ${watch.event}\ndata: ${JSON.stringify(knock.door.route.reply.parse(event))}\n\n`)
  }
}

function plainHeaders(reply: FastifyReply): Record<string, string> {
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]))
}
