import { changeKept, hearKept, noteUnsent, readKept } from '../../net/device-store.ts'
import { countWaiting, type Draft, emptyDraft, isUnsent } from './draft.ts'

/** One return as one person has it open on this device; usernames and codes hold no blanks. */
export interface DraftName {
  readonly user: string
  readonly form: string
  readonly place: string
  readonly period: string
}

export const draftId = ({ user, form, place, period }: DraftName) => `${user} ${form} ${place} ${period}`

export function parseDraftId(id: string): DraftName {
  const [user = '', form = '', place = '', period = ''] = id.split(' ')
  return { user, form, place, period }
}

const asDraft = (kept: unknown): Draft => ({ ...emptyDraft, ...(kept as Partial<Draft> | undefined) })

export async function readDraft(id: string): Promise<Draft> {
  return asDraft(await readKept(id))
}

/** Changes the draft on the disk of the device. @returns the draft as kept, when it is safe. */
export async function changeDraft(id: string, change: (draft: Draft) => Draft): Promise<Draft> {
  const kept = asDraft(await changeKept(id, (earlier) => change(asDraft(earlier))))
  noteUnsent(id, isUnsent(kept) ? Math.max(1, countWaiting(kept)) : 0)
  return kept
}

export function hearDraft(id: string, listener: (draft: Draft) => void): () => void {
  return hearKept((changed, kept) => {
    if (changed === id) listener(asDraft(kept))
  })
}
