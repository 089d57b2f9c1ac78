import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Ground } from './ground.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const answerMs = 1_000

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: what it did, to this machine only. */
export function openProbes(fastify: FastifyInstance, ground: Ground, isReady: () => boolean): void {
  fastify.get('/healthz', async () => ({ ok: true }))
  fastify.get('/readyz', async (_, reply) => {
    const ready = isReady() && (await doesAnswer(ground))
    return reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready })
  })
  const registry = measure(fastify, ground)
  fastify.get('/metrics', async (request, reply) => {
    // A proxy on this machine is not this machine asking.
    const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
    if (isForwarded || !loopback.has(request.socket.remoteAddress ?? '')) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

async function doesAnswer({ pool }: Ground): Promise<boolean> {
  const late = new AbortController()
  const asked = (async () => {
    const client = await pool.connect()
    await client.query('select 1').then(
      () => client.release(),
      (error: Error) => client.release(error),
    )
    return true
  })().catch(() => false)
  const answer = await Promise.race([asked, delay(answerMs, false, { signal: late.signal })])
  late.abort()
  return answer
}

function measure(fastify: FastifyInstance, { pool, streams }: Ground): Registry {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'gangju_requests_total',
    help: 'Requests',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'gangju_request_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route'],
    registers,
  })
  gauge('gangju_pool_connections', 'Connections of the pool', () => pool.totalCount)
  gauge('gangju_pool_idle', 'Connections not in use', () => pool.idleCount)
  gauge('gangju_pool_waiting', 'Requests that wait for a connection', () => pool.waitingCount)
  gauge('gangju_streams', 'Open streams of events', () => streams.size)
  gauge('gangju_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss())
  fastify.addHook('onResponse', async (request, reply) => {
    // The pattern and never the path: it may hold a code.
    const route = request.routeOptions.url ?? 'unknown'
    requests.inc({ method: request.method, route, status: reply.statusCode })
    seconds.observe({ method: request.method, route }, reply.elapsedTime / 1_000)
  })
  return registry

  function gauge(name: string, help: string, read: () => number): Gauge {
    return new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
}
