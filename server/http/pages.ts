import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { takesGzip } from './send.ts'

interface Page {
  readonly bytes: Buffer
  readonly packed: Buffer | undefined
  readonly type: string
  readonly tag: string
  readonly cache: string
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const isPackable = (type: string) => /^text|json|svg/.test(type)

/** Built pages, held in memory: only what was there at the start can be asked for, so no path leads anywhere else. */
export function readPages(folder: string): Map<string, Page> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name)
      return [`/${relative(folder, path).split(sep).join('/')}`, readPage(path)]
    }),
  )
}

function readPage(path: string): Page {
  const bytes = readFileSync(path)
  const type = types[extname(path)] ?? 'application/octet-stream'
  return {
    bytes,
    type,
    packed: isPackable(type) && bytes.length > 1_000 ? gzipSync(bytes, { level: 9 }) : undefined,
    // Weak: it names the content, packed or not.
    tag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    // The builder puts a hash of the content into the name of what lies in assets.
    cache: path.split(sep).includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

/** Pages by their path; every other address that a person opens is the first page, which reads the address itself. */
export function openPages(fastify: FastifyInstance, folder: string): void {
  const pages = readPages(folder)
  const first = pages.get('/index.html')
  fastify.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const wantsPage = (request.headers.accept ?? '').includes('text/html') && !path.startsWith('/api/')
    const page = pages.get(path === '/' ? '/index.html' : path) ?? (wantsPage ? first : undefined)
    return page ? sendPage(request, reply, page) : reply.callNotFound()
  })
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  reply.header('etag', page.tag).header('cache-control', page.cache).header('vary', 'accept-encoding')
  if (doesKnow(request.headers['if-none-match'], page.tag)) return reply.status(304).send()
  reply.type(page.type)
  return page.packed && takesGzip(request)
    ? reply.header('content-encoding', 'gzip').send(page.packed)
    : reply.send(page.bytes)
}

/** A browser may send several tags, and a proxy that packs changes their strength. */
function doesKnow(known: string | undefined, tag: string): boolean {
  if (known === undefined) return false
  return known.trim() === '*' || known.split(',').some((one) => bare(one) === bare(tag))
}

const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
