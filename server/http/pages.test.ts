import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPages } from './pages.ts'

const first = `<!doctype html><title>first</title>${'<p>x</p>'.repeat(200)}`
const secret = 'beside the pages'
let folder: string
let server: FastifyInstance

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gangju-pages-'))
  const site = path.join(folder, 'site')
  mkdirSync(path.join(site, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.txt'), secret)
  writeFileSync(path.join(site, 'index.html'), first)
  writeFileSync(path.join(site, 'small.txt'), 'small')
  writeFileSync(path.join(site, 'assets', 'font-1a2b.woff2'), Buffer.alloc(2_000, 7))
  writeFileSync(path.join(site, 'assets', 'app-1a2b.js'), `'${'a'.repeat(2_000)}'`)
  server = fastify()
  server.get('/api/known', async () => ({ known: true }))
  openPages(server, site)
  await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Asking {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** As bytes on the wire: `fetch` and `inject` would tidy a path before they send it. */
async function ask(target: string, { method = 'GET', headers = {} }: Asking = {}) {
  const { port } = server.server.address() as AddressInfo
  return new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, bytes: Buffer.concat(parts) }),
      )
    })
    asked.on('error', reject).end()
  })
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('pages', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//secret.txt',
    '/assets/..%00/secret.txt',
    '/etc/passwd',
  ])('%s leads nowhere', async (target) => {
    const plain = await ask(target)
    expect(plain.status).toBeGreaterThanOrEqual(400)
    expect(plain.status).toBeLessThan(500)
    const opened = await ask(target, { headers: browser })
    expect(opened.bytes.toString()).not.toContain(secret)
    if (opened.status === 200) expect(opened.bytes.toString()).toBe(first)
  })

  test('an address that a person opens is the first page; a script, a fetch and the API get 404', async () => {
    for (const target of ['/', '/index.html', '/board/990101000000?period=2026-10', '/apis']) {
      const reply = await ask(target, { headers: browser })
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(reply.bytes.toString()).toBe(first)
    }
    expect((await ask('/assets/gone-1a2b.js', { headers: { accept: '*/*' } })).status).toBe(404)
    expect((await ask('/board', { headers: { accept: 'application/json' } })).status).toBe(404)
    expect((await ask('/board')).status).toBe(404)
    expect((await ask('/api/unknown', { headers: browser })).status).toBe(404)
    expect((await ask('/api/known', { headers: browser })).bytes.toString()).toBe('{"known":true}')
  })

  test.each(['POST', 'PUT', 'DELETE'])('%s reaches no page', async (method) => {
    for (const target of ['/', '/index.html', '/board'])
      expect((await ask(target, { method, headers: browser })).status).toBe(404)
  })

  test('texts that are worth it go packed to who takes that, all else as it is', async () => {
    const packed = await ask('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    const plain = await ask('/assets/app-1a2b.js')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes)
    for (const target of ['/small.txt', '/assets/font-1a2b.woff2']) {
      const reply = await ask(target, { headers: { 'accept-encoding': 'gzip' } })
      expect(reply.headers['content-encoding']).toBeUndefined()
    }
    const refused = await ask('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip;q=0, identity' } })
    expect(refused.headers['content-encoding']).toBeUndefined()
  })

  test('what a browser has is not sent again', async () => {
    const { headers } = await ask('/')
    expect(headers['cache-control']).toBe('no-cache')
    const tag = String(headers['etag'])
    expect(tag).toMatch(/^W\/"/)
    for (const sent of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
      const again = await ask('/', { headers: { 'if-none-match': sent } })
      expect([sent, again.status, again.bytes.length]).toEqual([sent, 304, 0])
    }
    expect((await ask('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test('names that hold a hash of the content are kept for good', async () => {
    expect((await ask('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await ask('/small.txt')).headers['cache-control']).toBe('no-cache')
  })
})
