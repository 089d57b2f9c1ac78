// Keeps the shell and opened returns for places without a network. Writes are never touched: the page sends them itself.
const SHELL = 'gangju-shell'
const READ = 'gangju-read'
const SHELL_FILES = 150
const READ_ANSWERS = 80
/** A signal that is there and carries nothing counts as none after this. */
const PATIENCE = 8000
const readable = /^\/api\/(?:session$|my-returns|returns(?:$|\/[^/]+\/entry$)|places\/|goals)/

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  if (event.data?.kind === 'keep') event.waitUntil(keepAll(event.data.addresses))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(firstPage(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (readable.test(pathname)) event.respondWith(reading(request, pathname))
})

async function keepAll(addresses) {
  for (const address of addresses) {
    const { pathname } = new URL(address, self.location.href)
    const isShell = pathname === '/' || pathname.startsWith('/assets/')
    if (!isShell && !readable.test(pathname)) continue
    const cache = await caches.open(isShell ? SHELL : READ)
    if (await cache.match(address, { ignoreVary: true })) continue
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) await cache.put(address, answer)
  }
}

/** Every page is the first page, which reads the address itself. */
async function firstPage(request) {
  const cache = await caches.open(SHELL)
  try {
    const answer = await inTime(fetch(request))
    if (answer.ok && answer.headers.get('content-type')?.includes('html')) await cache.put('/', answer.clone())
    return answer
  } catch {
    return (await cache.match('/', { ignoreVary: true })) ?? Response.error()
  }
}

/** Files under assets carry a hash of their content in the name. */
async function asset(request) {
  const cache = await caches.open(SHELL)
  const found = await cache.match(request, { ignoreVary: true })
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    await shorten(cache, SHELL_FILES)
  }
  return answer
}

/** The answer of the server; what it answered last where there is no network. */
async function reading(request, pathname) {
  const cache = await caches.open(READ)
  try {
    const answer = await inTime(fetch(request))
    if (answer.ok) {
      await cache.delete(request, { ignoreVary: true })
      await cache.put(request, answer.clone())
      await shorten(cache, READ_ANSWERS)
    } else if (answer.status === 401 && pathname === '/api/session') await caches.delete(READ)
    return answer
  } catch {
    return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
  }
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(reject, PATIENCE))])
}

/** The oldest go first; the first page stays. */
async function shorten(cache, most) {
  const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== '/')
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}
