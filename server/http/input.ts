import { Problem } from '@gangju/net/problem'
import { parse as parseCookies } from 'cookie'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Lang } from './call.ts'
import type { Knock } from './knock.ts'
import { ListedProblem } from './listed-problem.ts'
import type { Credential } from './rights.ts'
import type { Door } from './serve.ts'
import { isCleanText, parseStrictJson } from './strict-json.ts'

export const cookieName = 'gangju_session'
export const jsonBytes = 1_048_576
export const fileBytes = 20 * 1_048_576

const jsonType = /^application\/json(?: ?; ?charset=utf-8)?$/i
const words = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError }

/** `en` when the first language asked for is English, else Chinese. */
export function languageOf(header: string | undefined): Lang {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh'
}

/**
 * Reads a request by its contract and by nothing else [HT1].
 *
 * @throws Problem `session.missing` before anything is parsed where somebody is needed and nobody shown; `session.csrf`,
 *   `request.*`, `idempotency.malformed`.
 */
export function readKnock(door: Door, request: FastifyRequest, isSecure: boolean): Knock {
  const { route } = door
  const credential = readCredential(request)
  if (route.needs !== 'public' && !credential) throw new Problem('session.missing')
  if (route.method !== 'GET' && credential?.via !== 'token') checkOrigin(request)
  const lang = languageOf(request.headers['accept-language'])
  const { body, file } = readBody(door, request)
  return {
    door,
    credential,
    lang,
    file,
    key: readKey(request),
    ifMatch: request.headers['if-match'],
    ...parseParts(
      door,
      lang,
      { params: request.params, query: request.query, body: file ? undefined : body },
      file !== undefined,
    ),
    fileName: readFileName(request),
    address: request.ip,
    isSecure,
    requestId: request.id,
  }
}

/** What a refused request still says: enough for the log. */
export function readBareKnock(door: Door, request: FastifyRequest, isSecure: boolean): Knock {
  return {
    door,
    credential: readCredential(request),
    lang: languageOf(request.headers['accept-language']),
    params: {},
    query: {},
    body: undefined,
    file: undefined,
    fileName: undefined,
    key: undefined,
    ifMatch: undefined,
    address: request.ip,
    isSecure,
    requestId: request.id,
  }
}

function readCredential({ headers }: FastifyRequest): Credential | undefined {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '')?.[1]
  if (bearer) return { via: 'token', secret: bearer }
  const secret = parseCookies(headers.cookie ?? '')[cookieName]
  return secret ? { via: 'browser', secret } : undefined
}

/** A page of another origin can make a browser send its cookie; it cannot hide where it comes from [HT5]. */
function checkOrigin({ headers }: FastifyRequest): void {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('session.csrf')
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
    throw new Problem('session.csrf')
}

function readBody({ route, limits }: Door, { headers, body }: FastifyRequest): { body?: unknown; file?: Buffer } {
  const bytes = body as Buffer | null | undefined
  if (!bytes || bytes.length === 0) return {}
  const type = headers['content-type'] ?? ''
  // A character set may be named behind it; the bytes tell which one it is.
  if (route.fileBody !== undefined && type.toLowerCase().split(';', 1)[0]!.trim() === route.fileBody)
    return { file: bytes }
  if (!jsonType.test(type)) throw new Problem('request.unsupportedType')
  if (bytes.length > (limits.jsonBytes ?? jsonBytes)) throw new Problem('request.tooLarge')
  return { body: parseStrictJson(bytes) }
}

function readKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) throw new Problem('idempotency.malformed')
  return key
}

function readFileName({ headers }: FastifyRequest): string | undefined {
  const name = headers['x-file-name']
  if (typeof name !== 'string') return undefined
  try {
    const plain = decodeURIComponent(name)
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}/\\]/gu, '')
    return isCleanText(plain) ? shortenName(plain) : undefined
  } catch {
    return undefined
  }
}

const longestName = 200

/** What a long name loses is the end of its stem: its ending says what the file is. */
function shortenName(name: string): string {
  if (name.length <= longestName) return name
  const ending = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? ''
  return `${name.slice(0, longestName - ending.length).replace(/[\uD800-\uDBFF]$/, '')}${ending}`
}

type Parts = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

function parseParts({ route }: Door, lang: Lang, parts: Parts, isFile: boolean): Parts {
  const schemas = { params: route.params, query: route.query, body: isFile ? z.undefined() : route.body }
  const faults: { code: string; path: string; message: string }[] = []
  const parsed: Record<keyof Parts, unknown> = { params: undefined, query: undefined, body: undefined }
  for (const part of ['params', 'query', 'body'] as const) {
    if (part !== 'body' && !hasCleanTexts(parts[part])) throw new Problem('request.malformed')
    const result = schemas[part].safeParse(part === 'body' ? parts[part] : { ...(parts[part] as object) }, {
      error: words[lang],
    })
    if (result.success) parsed[part] = result.data
    else {
      for (const { code, path, message } of result.error.issues) {
        faults.push({
          code: code ?? 'invalid',
          path: [part, ...path].join('.').slice(0, 200),
          message: message.slice(0, 300),
        })
      }
    }
  }
  if (faults.length > 0) throw new ListedProblem('request.invalid', faults)
  return parsed
}

function hasCleanTexts(values: unknown): boolean {
  return Object.values(values ?? {})
    .flat()
    .every((value) => typeof value !== 'string' || isCleanText(value))
}
