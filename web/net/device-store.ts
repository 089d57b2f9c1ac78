const NAME = 'gangju'
const STORE = 'kept'
const UNSENT = 'gangju.unsent'

type Change = (kept: unknown) => unknown
type Listener = (id: string, kept: unknown) => void

const listeners = new Set<Listener>()
const memory = new Map<string, unknown>()
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('gangju-kept')
otherTabs?.addEventListener('message', ({ data }: MessageEvent<{ id: string; kept: unknown }>) =>
  tell(data.id, data.kept),
)

let opened: Promise<IDBDatabase | null> | undefined

/** The database of this device; null where the browser keeps nothing, and then the page alone remembers. */
function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE))
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => resolve(null))
    } catch {
      resolve(null)
    }
  })
  return opened
}

/** What is kept under an id. */
export async function readKept(id: string): Promise<unknown> {
  const database = await open()
  if (!database || memory.has(id)) return memory.get(id)
  const request = database.transaction(STORE).objectStore(STORE).get(id)
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error(NAME)))
  })
}

/**
 * Changes what is kept, alone among all tabs, and answers when it is on the disk. Undefined removes it.
 *
 * @returns what is kept from now on.
 */
export async function changeKept(id: string, change: Change): Promise<unknown> {
  const database = await open()
  const isStored = database !== null && !memory.has(id)
  const next = isStored
    ? await changeStored(database, { id, change }).catch(() => changeInMemory(id, change))
    : await changeInMemory(id, change)
  tell(id, next)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only.
  otherTabs?.postMessage({ id, kept: next })
  return next
}

/** A full disk or none: the page goes on from what was kept last, and what it holds is sent all the same. */
async function changeInMemory(id: string, change: Change): Promise<unknown> {
  const earlier = await readKept(id).catch(() => undefined)
  const next = change(memory.has(id) ? memory.get(id) : earlier)
  memory.set(id, next)
  return next
}

function changeStored(database: IDBDatabase, { id, change }: { id: string; change: Change }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' })
    const store = transaction.objectStore(STORE)
    const reading = store.get(id)
    let next: unknown
    reading.addEventListener('success', () => {
      next = change(reading.result)
      if (next === undefined) store.delete(id)
      else if (next !== reading.result) store.put(next, id)
    })
    transaction.addEventListener('complete', () => resolve(next))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error(NAME)))
  })
}

/** Hears of every change, of other tabs too. @returns what ends it. */
export function hearKept(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(id: string, kept: unknown): void {
  for (const listener of listeners) listener(id, kept)
}

/** Notes how much of what is kept under an id the server does not hold, so that signing out can ask. */
export function noteUnsent(id: string, count: number): void {
  const { [id]: _, ...others } = unsentNotes()
  try {
    localStorage.setItem(UNSENT, JSON.stringify(count > 0 ? { ...others, [id]: count } : others))
  } catch {
    // Without the note signing out asks nothing, and nothing is removed either: there is no store then.
  }
}

/** Ids of this person with something unsent, each with how much. */
export function listUnsent(username: string): readonly (readonly [id: string, count: number])[] {
  return Object.entries(unsentNotes()).filter(([id]) => id.startsWith(`${username} `))
}

function unsentNotes(): Readonly<Record<string, number>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(UNSENT) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, number>) : {}
  } catch {
    return {}
  }
}

/** Removes what this person left on the device; with `sent`, unsent work stays for the next time they sign in here. */
export async function forgetPerson(username: string, what: 'sent' | 'all'): Promise<void> {
  const unsent = new Set(listUnsent(username).map(([id]) => id))
  if (typeof caches !== 'undefined') await caches.delete('gangju-read')
  const database = await open()
  if (!database) return
  const request = database.transaction(STORE).objectStore(STORE).getAllKeys()
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => resolve([]))
  })
  for (const id of keys.map(String)) {
    if (!id.startsWith(`${username} `) || (what === 'sent' && unsent.has(id))) continue
    await changeKept(id, () => undefined)
    noteUnsent(id, 0)
  }
}
