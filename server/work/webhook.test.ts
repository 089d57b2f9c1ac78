import { createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { adaptersFrom } from './adapters.ts'
import { isPrivateAddress } from './private-address.ts'
import { webhookAdapter } from './webhook.ts'

const message = {
  deliveryId: 'd1',
  kind: 'reminder',
  text: { zh: '请报送', en: 'please' },
  place: { code: '990101001000', name: '东镇' },
  form: null,
  formName: null,
  period: null,
  submission: null,
  to: { username: 'east', name: '演示', email: 'east@example.org' },
  sentAt: '2026-12-08T02:00:00.000Z',
}
const secret = 'sixteen characters'

async function receiver(
  status: number,
  work: (url: string, seen: http.IncomingMessage[], bodies: string[]) => Promise<void>,
) {
  const seen: http.IncomingMessage[] = []
  const bodies: string[] = []
  const server = http.createServer((request, reply) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      seen.push(request)
      bodies.push(body)
      reply.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('x')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, seen, bodies)
  } finally {
    server.close()
  }
}
const never = new AbortController().signal

test.each([
  ['10.1.2.3', true],
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['172.31.0.1', true],
  ['192.168.1.1', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['fd00::1', true],
  ['8.8.8.8', false],
  ['172.32.0.1', false],
  ['2400:3200::1', false],
])('[RM7] %s is private: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate)
})

test('[RM7] a receiver in the private network is refused unless its host is allowed', async () => {
  await receiver(200, async (url, seen) => {
    const refused = webhookAdapter({ url, secret, allowedHosts: [] })
    await expect(refused.send(message, never)).rejects.toThrow('private network')
    const named = webhookAdapter({ url: url.replace('127.0.0.1', 'localhost'), secret, allowedHosts: [] })
    await expect(named.send(message, never)).rejects.toThrow('private network')
    expect(seen).toEqual([])
  })
})

test('[RM7] a message carries its id and a signature over the moment and the body', async () => {
  await receiver(204, async (url, seen, bodies) => {
    await webhookAdapter({ url, secret, allowedHosts: ['127.0.0.1'] }).send(message, never)
    const { headers } = seen[0]!
    expect(headers['gangju-delivery']).toBe('d1')
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['gangju-signature']))!
    expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${bodies[0]}`).digest('hex'))
    expect(JSON.parse(bodies[0]!)).toEqual({ ...message, to: { username: 'east', name: '演示' } })
  })
})

test('[RM7] a redirection is not followed, and no answer in time is a failure', async () => {
  await receiver(302, async (url) => {
    const adapter = webhookAdapter({ url, secret, allowedHosts: ['127.0.0.1'] })
    await expect(adapter.send(message, never)).rejects.toThrow('302')
    await expect(adapter.send(message, AbortSignal.abort())).rejects.toThrow()
  })
})

test('[RM7] a webhook without a secret is not set up', () => {
  expect(adaptersFrom({})).toEqual([])
  expect(() => adaptersFrom({ GANGJU_WEBHOOK_URL: 'https://example.org/' })).toThrow('GANGJU_WEBHOOK_SECRET')
  expect(() => webhookAdapter({ url: 'file:///etc/passwd', secret, allowedHosts: [] })).toThrow('file:')
})
