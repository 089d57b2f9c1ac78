import { randomUUID } from 'node:crypto'
import { Problem } from '@gangju/net/problem'
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import type { Catalog } from '../net/catalog.ts'
import { CatalogKeeper } from '../net/catalog-keeper.ts'
import { RectangleStore } from '../net/rectangle.store.ts'
import { noChanges } from './changes.ts'
import type { Pool } from './client.ts'
import type { Changes, Ground } from './ground.ts'
import { fileBytes, jsonBytes, languageOf } from './input.ts'
import { buildOpenApi } from './openapi.ts'
import { openPages } from './pages.ts'
import { openProbes } from './probes.ts'
import { toProblem } from './problem-reply.ts'
import { openQueue } from './queue.ts'
import { receive } from './receive.ts'
import { securityHeaders, strictTransport } from './security-headers.ts'
import { sendProblem } from './send.ts'
import type { Door, Routes } from './serve.ts'

export interface AppWords {
  /** Connections as `gangju_app`. */
  readonly pool: Pool
  /** The content to begin with; an edit is noticed by the next request. */
  readonly catalog: Catalog
  readonly features: readonly Routes[]
  readonly changes?: Changes
  /** Folder of the built pages; absent: only the routes. */
  readonly siteFolder?: string
  readonly clock?: () => Date
  /** False until the database is migrated. */
  readonly isReady?: () => boolean
  /** Browsers reach us by https, at a proxy in front: cookies are for https only. */
  readonly isSecure?: boolean
  readonly logger?: FastifyServerOptions['logger']
}

export interface App {
  readonly fastify: FastifyInstance
  readonly ground: Ground
  open(door: Door): void
  /** Says that no more should come: not ready, connections end with their answer, streams end. To be called before `fastify.close`. */
  drain(): void
}

/** The whole HTTP side: contract routes, streams, pages, probes. It listens to nothing yet. */
export function buildApp(words: AppWords): App {
  const server = fastify({
    logger: words.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: jsonBytes,
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    http: { maxHeaderSize: 16_384, headersTimeout: 15_000 },
    frameworkErrors: (error, request, reply) => void answerFault(error, request, reply),
  })
  const ground: Ground = {
    pool: words.pool,
    catalogs: new CatalogKeeper(words.catalog),
    clock: words.clock ?? (() => new Date()),
    rectangles: new RectangleStore(),
    changes: words.changes ?? noChanges,
    streams: new Set(),
    isSecure: words.isSecure ?? false,
    log: server.log,
  }
  let isDraining = false
  takeBytesOnly(server)
  server.addHook('onRequest', async (_, reply) => {
    reply.headers({ ...securityHeaders, ...(ground.isSecure ? strictTransport : {}) })
    if (isDraining) reply.header('connection', 'close')
  })
  server.setErrorHandler(answerFault)
  server.setNotFoundHandler((request, reply) => answerFault(new Problem('route.unknown'), request, reply))
  openProbes(server, ground, () => !isDraining && (words.isReady?.() ?? true))
  const document = JSON.stringify(buildOpenApi())
  server.get('/api/openapi.json', async (_, reply) => reply.type('application/json; charset=utf-8').send(document))

  const app: App = {
    fastify: server,
    ground,
    open: (door) => openDoor(server, ground, door),
    drain: () => {
      isDraining = true
      for (const end of [...ground.streams]) end()
    },
  }
  for (const feature of words.features) feature(app)
  if (words.siteFolder !== undefined) openPages(server, words.siteFolder)
  return app
}

/** What a body is, is read in one place by one rule (input.ts); the server's own parsers would take text of any spelling. */
function takeBytesOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
}

function openDoor(server: FastifyInstance, ground: Ground, door: Door): void {
  const { method, path, fileBody } = door.route
  const queue = openQueue(door.limits.atOnce)
  server.route({
    method,
    url: `/api${path}`,
    bodyLimit: Math.max(door.limits.jsonBytes ?? jsonBytes, fileBody === undefined ? 0 : fileBytes),
    handler: async (request, reply) => {
      await receive(ground, door, queue, request, reply)
      return reply
    },
  })
}

async function answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const problem = toProblem(error)
  if (problem.code === 'server.fault') request.log.error({ err: error }, 'a request failed')
  await sendProblem(reply, problem, languageOf(request.headers['accept-language']), request.id)
  return reply
}
