import type { Adapter } from './adapter.ts'
import { mailAdapter } from './mail.ts'
import { webhookAdapter } from './webhook.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The channels that an installation has set up in its environment.
 *
 * @throws Error for one that is half set up.
 */
export function adaptersFrom(environment: Environment): readonly Adapter[] {
  return [webhookFrom(environment), mailFrom(environment)].flatMap((adapter) => adapter ?? [])
}

/**
 * `GANGJU_WEBHOOK_URL` with `GANGJU_WEBHOOK_SECRET`, without which nobody could tell our messages from invented ones, and
 * in `GANGJU_WEBHOOK_ALLOW` the hosts, with commas between, that may lie in a private network.
 */
function webhookFrom(environment: Environment): Adapter | undefined {
  const url = environment.GANGJU_WEBHOOK_URL
  if (!url) return undefined
  const secret = environment.GANGJU_WEBHOOK_SECRET
  if (!secret || secret.length < 16) throw new Error('GANGJU_WEBHOOK_SECRET is missing or shorter than 16 characters')
  const allowedHosts = (environment.GANGJU_WEBHOOK_ALLOW ?? '').split(',').map((host) => host.trim())
  return webhookAdapter({ url, secret, allowedHosts })
}

/** `GANGJU_MAIL_URL` with `GANGJU_MAIL_FROM`, and `GANGJU_PUBLIC_URL`, where its letters lead to. */
function mailFrom(environment: Environment): Adapter | undefined {
  const url = environment.GANGJU_MAIL_URL
  if (!url) return undefined
  const from = environment.GANGJU_MAIL_FROM
  const publicUrl = environment.GANGJU_PUBLIC_URL
  if (!from || !publicUrl) throw new Error('GANGJU_MAIL_FROM or GANGJU_PUBLIC_URL is missing')
  return mailAdapter({ url, from, publicUrl })
}
