import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { tokenOf } from './collect-ground.mjs'

const agent = new Agent({ keepAlive: true, maxSockets: 512 })

/** Requests that a busy server sent away, and that came again. */
export const shed = { count: 0 }

/** One request of the clerk of a place over a connection that stays open. */
export function send(url, placeId, asked) {
  const { method = 'GET', path, headers = {}, body } = asked
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  const given = {
    authorization: `Bearer ${tokenOf(placeId)}`,
    ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const ask = request(`${url}/api${path}`, { method, headers: given, agent }, (answer) => {
      const pieces = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(pieces).toString('utf8') }))
    })
    ask.on('error', (error) => {
      // The server had just closed a connection that nobody used.
      if (ask.reusedSocket && error.code === 'ECONNRESET') resolve(send(url, placeId, asked))
      else reject(error)
    })
    ask.end(bytes)
  })
}

/** As a browser does: under one key until it is answered. @throws Error unless it is done. */
export async function post(url, placeId, { path, body, key, headers = {} }) {
  for (;;) {
    const asked = { method: 'POST', path, body, headers: { ...headers, 'idempotency-key': key } }
    const { status, text } = await send(url, placeId, asked)
    if (status === 200) return JSON.parse(text)
    if (status !== 503) throw new Error(`${path}: ${status} ${text.slice(0, 500)}`)
    shed.count += 1
    // The answer asks for a second.
    await delay(1_000 + Math.random() * 500)
  }
}

/** So many at once take from one list until it is empty. */
export async function inParallel(clients, items, work) {
  let next = 0
  const take = async () => {
    while (next < items.length) await work(items[next++])
  }
  await Promise.all(Array.from({ length: clients }, take))
}
