import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import type { Adapter, OutgoingMessage } from './adapter.ts'
import { isPrivateAddress } from './private-address.ts'

export interface WebhookWords {
  readonly url: string
  /** Signs every message; both sides keep it. */
  readonly secret: string
  /** Hosts that may lie in a private network, as most receivers of an office do. */
  readonly allowedHosts: readonly string[]
}

/**
 * HTTP POST of each message as JSON. `gangju-delivery` is its id; `gangju-signature` is `t=<seconds>,v1=<hex>`, the
 * HMAC-SHA-256 under the secret of `<seconds>.<body>`. Any answer but 2xx is a failure; redirections are not followed.
 *
 * The name is resolved once and the connection goes to that very address: a name that later leads into the private
 * network leads nowhere [RM7].
 *
 * @throws Error when the address is no http(s) URL.
 */
export function webhookAdapter({ url: text, secret, allowedHosts }: WebhookWords): Adapter {
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`${url.protocol} is no way for a webhook`)
  const isAllowed = allowedHosts.includes(url.hostname)
  return {
    name: 'webhook',
    send: async (message, signal) => {
      const address = await resolvePublic(url.hostname, isAllowed)
      const body = bodyOf(message)
      const status = await post(url, address, { body, headers: headersOf(message, body, secret), signal })
      if (status < 200 || status > 299) throw new Error(`the receiver answered ${status}`)
      return 'sent'
    },
  }
}

/** Without the address of e-mail, which is for e-mail alone. */
function bodyOf({ to: { username, name }, ...message }: OutgoingMessage): string {
  return JSON.stringify({ ...message, to: { username, name } })
}

async function resolvePublic(host: string, isAllowed: boolean): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '')
  const address = isIP(bare) ? bare : (await lookup(bare)).address
  if (!isAllowed && isPrivateAddress(address)) throw new Error(`${host} lies in a private network and is not allowed`)
  return address
}

function headersOf({ deliveryId }: OutgoingMessage, body: string, secret: string): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'gangju-delivery': deliveryId,
    'gangju-signature': `t=${seconds},v1=${signature}`,
  }
}

interface Posting {
  readonly body: string
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}

function post(url: URL, address: string, { body, headers, signal }: Posting): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http
  const family = isIP(address)
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers,
        signal,
        agent: false,
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (reply) => {
        // What it says is of no interest, and may be endless.
        reply.destroy()
        resolve(reply.statusCode ?? 0)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
