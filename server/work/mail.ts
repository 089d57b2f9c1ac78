import { isIPv4 } from 'node:net'
import { createTransport } from 'nodemailer'
import { type Adapter, PermanentFailure } from './adapter.ts'
import { mailText, plain } from './mail-text.ts'

export interface MailWords {
  /** `smtp://user:password@host:port`, or `smtps://` where the port speaks TLS from the first byte. */
  readonly url: string
  /** The address that messages come from. */
  readonly from: string
  /** Where people reach this installation by their browsers. */
  readonly publicUrl: string
}

/** Each step of the conversation; the runner ends the whole after ten seconds. */
const stepMs = 8_000

/**
 * One e-mail for each message, without figures and reasons [RM8]. The way to the mail server is encrypted and its
 * certificate looked at, unless the server is this very machine. The Message-ID is made of the delivery id: a second try
 * is the same letter, which mailboxes show once. A person without an address is passed over.
 *
 * @throws Error when the words are no mail server, no address or no way here.
 */
export function mailAdapter({ url, from, publicUrl }: MailWords): Adapter {
  const link = linkTo(publicUrl)
  const [, domain] = /^[^\s@<>,;:"()]+@([^\s@<>,;:"()]+)$/.exec(from) ?? []
  if (domain === undefined) throw new Error('GANGJU_MAIL_FROM is no e-mail address')
  const transport = createTransport(transportTo(url))
  return {
    name: 'mail',
    send: async (message, signal) => {
      const { deliveryId, to, sentAt } = message
      if (to.email === null) return 'none'
      try {
        await transport.sendMail({
          from: { name: '纲举 Gangju', address: from },
          to: { name: plain(to.name), address: to.email },
          messageId: `<${deliveryId}@${domain}>`,
          date: new Date(sentAt),
          textEncoding: 'base64',
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...mailText(message, link),
          signal,
        })
      } catch (error) {
        throw failureOf(error, signal)
      }
      return 'sent'
    },
  }
}

function linkTo(publicUrl: string): string {
  const base = new URL(publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`)
  if (base.protocol !== 'https:' && base.protocol !== 'http:') throw new Error('GANGJU_PUBLIC_URL is no web address')
  return new URL('messages', base).href
}

function transportTo(text: string) {
  const url = new URL(text)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw new Error(`${url.protocol} is no way for mail`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  return {
    host,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    ...(secure ? {} : isLoopback(host) ? { ignoreTLS: true } : { requireTLS: true }),
    ...(url.username === '' ? {} : { auth }),
    dnsTimeout: stepMs,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

/**
 * What people are shown: never what the server said, which names the mailbox. A mailbox or a letter that is refused for
 * good stays refused; a refused password is ours to mend, and is tried again.
 */
function failureOf(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return new Error('the mail server did not answer in time')
  const { code = 'fault', responseCode } = error as { readonly code?: string; readonly responseCode?: number }
  if (responseCode === undefined) return new Error(`the mail server: ${code}`)
  const words = `the mail server answered ${responseCode} (${code})`
  const isLetter = code === 'EENVELOPE' || code === 'EMESSAGE'
  return isLetter && responseCode >= 500 ? new PermanentFailure(words) : new Error(words)
}
