/** A message that leaves the house, as every channel gets it. */
export interface OutgoingMessage {
  /** The same at every try: a receiver that has seen it does nothing. */
  readonly deliveryId: string
  readonly kind: string
  readonly text: { readonly zh: string; readonly en: string }
  readonly place: { readonly code: string; readonly name: string }
  readonly form: string | null
  readonly formName: { readonly zh: string; readonly en: string } | null
  readonly period: string | null
  readonly submission: string | null
  /** The account here; a receiver keeps its own table from accounts to telephones or inboxes. */
  readonly to: { readonly username: string; readonly name: string; readonly email: string | null }
  readonly sentAt: string
}

/** `none`: who it is for cannot be reached this way, and nothing was sent. */
export type Outcome = 'sent' | 'none'

/**
 * A way out of the house. 粤政易 and SMS gateways differ from office to office, and each asks for an account of its own:
 * an office that has one implements this interface, or receives the webhook and passes it on.
 */
export interface Adapter {
  /** Stands in the outbox beside each message. */
  readonly name: string
  /**
   * Resolves when the other side has taken the message; anything thrown is a failure and is tried again later, but for a
   * `PermanentFailure`. It may be called twice with one delivery id, when this program died in between.
   */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<Outcome>
}

/** The other side will never take this message: it is parked at once. */
export class PermanentFailure extends Error {}
