import { setTimeout as delay } from 'node:timers/promises'
import { inParallel, post } from './collect-client.mjs'
import { figuresOf } from './collect-form.mjs'
import { formCode, period } from './collect-ground.mjs'

const reviewers = 8

/**
 * Villages fill in and hand in, so many at once; a town that has all of its villages' returns approves them together, then the
 * county does, and the figures are in the net at every level, while others still hand in.
 *
 * @returns milliseconds until the last was handed in, and until the last was approved, with the time of each request.
 */
export async function rush({ url, clients, codeOf }, villages) {
  const queue = openReviews(villages)
  const times = { save: [], submit: [], approve: [] }
  const timed = async (list, work) => {
    const from = performance.now()
    const result = await work()
    list.push(performance.now() - from)
    return result
  }
  const from = performance.now()
  const reviewing = Promise.all(Array.from({ length: reviewers }, () => review({ url, codeOf, times, timed }, queue)))
  await inParallel(clients, villages, async (village) => {
    const at = `/returns/${formCode}`
    const query = `?place=${village.code}&period=${period}`
    const key = `rush-${village.id}`
    const body = { cells: cellsOf(village) }
    const saved = await timed(times.save, () => post(url, village.id, { path: `${at}/cells${query}`, body, key }))
    const path = `${at}/submit${query}`
    const headers = { 'if-match': String(saved.version) }
    const filed = await timed(times.submit, () => post(url, village.id, { path, key: `${key}-in`, headers }))
    queue.handIn(village, { id: filed.submission, version: filed.version })
  })
  const filedMs = performance.now() - from
  queue.end()
  await reviewing
  return { filedMs, approvedMs: performance.now() - from, times }
}

function cellsOf({ id, code }) {
  return Object.entries(figuresOf(id, 10)).map(([indicator, value]) => ({ place: code, indicator, value, edition: 0 }))
}

/** Towns whose villages have all handed in; then the same returns for the county. */
function openReviews(villages) {
  const open = new Map()
  for (const { above } of villages) open.set(above, (open.get(above) ?? 0) + 1)
  const filed = new Map()
  const ready = []
  const state = { isEnded: false }
  return {
    handIn: (village, submission) => {
      const list = filed.get(village.above) ?? []
      filed.set(village.above, list)
      list.push(submission)
      if (list.length === open.get(village.above)) ready.push({ reviewers: [village.above, village.county], list })
    },
    end: () => {
      state.isEnded = true
    },
    next: async () => {
      while (ready.length === 0 && !state.isEnded) await delay(5)
      return ready.shift()
    },
  }
}

async function review({ url, codeOf, times, timed }, queue) {
  for (let batch = await queue.next(); batch; batch = await queue.next()) {
    let submissions = batch.list
    for (const placeId of batch.reviewers) {
      const body = { place: codeOf.get(placeId), submissions }
      const key = `review-${placeId}-${submissions[0].id}`
      const done = await timed(times.approve, () => post(url, placeId, { path: '/review/approve', body, key }))
      const refused = done.results.find(({ outcome }) => outcome === 'refused')
      if (refused) throw new Error(`approving: ${refused.code} ${refused.message}`)
      submissions = done.results.map(({ id, version }) => ({ id, version }))
    }
  }
}
