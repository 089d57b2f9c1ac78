/** Readings without which an opened return could not be filled again; the worker keeps the same ones. */
const kept = /^\/(?:assets\/|api\/(?:session$|my-returns|returns|places\/|goals))/

/**
 * Keeps the shell and what was opened on the device, so that it opens again without a network. Where the page did not
 * come safely there is no worker: an open page still keeps its figures and sends them later.
 *
 * @param load brings the parts of the program that filling needs beside the open page.
 */
export async function keepOffline(load: () => Promise<unknown>): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  await load()
  await navigator.serviceWorker.register('/worker.js')
  const { active } = await navigator.serviceWorker.ready
  const opened = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && kept.test(pathname))
    .map(({ href }) => href)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker takes none.
  active?.postMessage({ kind: 'keep', addresses: ['/', ...new Set(opened)] })
  await navigator.storage.persist?.()
}
