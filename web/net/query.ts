import type { AnyRoute } from '@gangju/contract/route'
import type { z } from 'zod'
import { preferredLanguage } from './preferences.ts'
import { Refusal, refusalOf } from './refusal.ts'

type Bag = Readonly<Record<string, unknown>>

type MayBeEmpty<T> = Record<never, never> extends T ? true : false

/** What a route asks for: only the parts that it has. */
export type RouteInput<R extends AnyRoute> = (MayBeEmpty<z.input<R['params']>> extends true
  ? { readonly params?: z.input<R['params']> }
  : { readonly params: z.input<R['params']> }) &
  (MayBeEmpty<z.input<R['query']>> extends true
    ? { readonly query?: z.input<R['query']> }
    : { readonly query: z.input<R['query']> }) &
  (undefined extends z.input<R['body']> ? { readonly body?: undefined } : { readonly body: z.input<R['body']> })

export type RouteReply<R extends AnyRoute> = z.output<R['reply']>

export interface CallOptions {
  /** The same key for every retry of one write, so that it happens once. */
  readonly idempotencyKey?: string
  /** Bytes instead of the JSON body, where the route takes a file. */
  readonly file?: File | undefined
  readonly signal?: AbortSignal
}

/** Calls one route of the contract. The reply is trusted: the server has parsed it against the same contract. */
export async function call<R extends AnyRoute>(
  route: R,
  input: RouteInput<R>,
  options: CallOptions = {},
): Promise<RouteReply<R>> {
  const response = await send(route, input, options)
  return (await response.json()) as RouteReply<R>
}

/** Calls a route whose answer is an attachment. */
export async function callFile<R extends AnyRoute>(
  route: R,
  input: RouteInput<R>,
): Promise<{ blob: Blob; name: string }> {
  const response = await send(route, input, {})
  return { blob: await response.blob(), name: fileNameOf(response.headers.get('content-disposition')) }
}

async function send(
  route: AnyRoute,
  input: { params?: unknown; query?: unknown; body?: unknown },
  options: CallOptions,
) {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': preferredLanguage() === 'zh' ? 'zh-CN' : 'en',
  }
  if (route.method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? newKey()
  if (options.file) {
    headers['content-type'] = route.fileBody ?? 'application/octet-stream'
    headers['x-file-name'] = encodeURIComponent(options.file.name)
  } else if (input.body !== undefined) headers['content-type'] = 'application/json'
  const body = options.file ?? (input.body === undefined ? null : JSON.stringify(input.body))
  const address = routeAddress(route, input)
  let response: Response
  try {
    response = await fetch(address, { method: route.method, headers, body, signal: options.signal ?? null })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refusal('network.unreachable', 0, null)
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}

/** The address of a call under `/api`, parameters filled in, empty query fields left out. */
export function routeAddress(route: AnyRoute, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Bag
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
  const query = Object.entries((input.query ?? {}) as Bag).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString()
  return `/api${path}${search ? `?${search}` : ''}`
}

/** A random UUID; `crypto.randomUUID` is withheld from pages that came over plain http. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? 'gangju.xlsx'
}
