import { useSyncExternalStore } from 'react'
import { sendDraft } from './send-draft.ts'

export type SendingPhase = 'still' | 'sending' | 'waiting' | 'refused'

interface Line {
  phase: SendingPhase
  failures: number
  timer: ReturnType<typeof setTimeout> | undefined
  /** Asked for while a run was under way. */
  isWanted: boolean
}

const lines = new Map<string, Line>()
const listeners = new Set<() => void>()
const FIRST_RETRY_MILLISECONDS = 2_000
const LONGEST_RETRY_MILLISECONDS = 60_000

const lineOf = (id: string): Line => {
  const line = lines.get(id) ?? { phase: 'still', failures: 0, timer: undefined, isWanted: false }
  lines.set(id, line)
  return line
}

function show(line: Line, phase: SendingPhase): void {
  line.phase = phase
  for (const listener of listeners) listener()
}

/** Sends what waits of a draft after a while; asked again, the while begins anew. */
export function sendSoon(id: string, milliseconds: number): void {
  const line = lineOf(id)
  clearTimeout(line.timer)
  line.timer = setTimeout(() => void run(id), milliseconds)
}

async function run(id: string): Promise<void> {
  const line = lineOf(id)
  if (line.phase === 'sending') {
    line.isWanted = true
    return
  }
  line.isWanted = false
  show(line, 'sending')
  const sent = await sendDraft(id).catch(() => 'later' as const)
  line.failures = sent === 'later' ? line.failures + 1 : 0
  show(line, sent === 'all' ? 'still' : sent === 'later' ? 'waiting' : 'refused')
  if (sent === 'later') {
    sendSoon(id, Math.min(LONGEST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** (line.failures - 1)))
  } else if (line.isWanted) sendSoon(id, 0)
}

export function useSendingPhase(id: string): SendingPhase {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lines.get(id)?.phase ?? 'still',
  )
}

window.addEventListener('online', () => {
  for (const [id, { phase }] of lines) if (phase === 'waiting') sendSoon(id, 0)
})
