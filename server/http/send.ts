import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Problem } from '@gangju/net/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FileReply, Lang } from './call.ts'
import type { Answer } from './knock.ts'
import { problemDocument, problemStatus, retryAfter } from './problem-reply.ts'

const compress = promisify(gzip)
const worthCompressing = 1_400

export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, body }: Answer,
): Promise<void> {
  reply.status(status).headers(headers).header('cache-control', 'no-store').type('application/json; charset=utf-8')
  await sendText(request, reply, JSON.stringify(body))
}

export const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:[,\s]|$))/.test(headers['accept-encoding'] ?? '')

async function sendText(request: FastifyRequest, reply: FastifyReply, text: string): Promise<void> {
  reply.header('vary', 'accept-encoding, accept-language')
  if (text.length < worthCompressing || !takesGzip(request)) return void (await reply.send(text))
  await reply.header('content-encoding', 'gzip').send(await compress(text, { level: 4 }))
}

export async function sendProblem(reply: FastifyReply, problem: Problem, lang: Lang, requestId: string): Promise<void> {
  const seconds = retryAfter(problem)
  if (seconds !== undefined) reply.header('retry-after', seconds)
  reply
    .status(problemStatus(problem))
    .header('cache-control', 'no-store')
    .header('content-language', lang === 'zh' ? 'zh-CN' : 'en')
    .type('application/problem+json; charset=utf-8')
  await reply.send(JSON.stringify(problemDocument(problem, lang, requestId)))
}

/** An attachment that no browser opens in our origin. */
export async function sendFile(
  reply: FastifyReply,
  { content, type, name }: FileReply,
  headers: Answer['headers'],
): Promise<void> {
  await reply
    .headers(headers)
    .header('cache-control', 'no-store')
    .header('content-disposition', attachment(name))
    .header('content-security-policy', 'sandbox')
    .type(type)
    .send(content)
}

/** RFC 6266 with RFC 8187 for names beyond ASCII. */
export function attachment(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\]/gu, '').slice(0, 150) || 'file'
  const ascii = plain.replace(/[^\x20-\x7e]|["%]/g, '_')
  const encoded = encodeURIComponent(plain).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
