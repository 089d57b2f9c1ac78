import { setTimeout as delay } from 'node:timers/promises'
import { inParallel, post } from './collect-client.mjs'
import { figuresOf } from './collect-form.mjs'
import { formCode, period } from './collect-ground.mjs'

const reviewers = 8

/**
 * Villages fill in and hand in, so many at once; a town that has all of its villages' returns approves them together, then the
 * county does, and the figures are in the net at every level, while others still hand in.
 *
 * @param asked.file how a village hands its return in: `fileInOne` or `fileInTwo`.
 * @returns milliseconds until the last was handed in, and until the last was approved, with the time of each request.
 */
export async function rush({ url, clients, codeOf, file }, villages) {
  const queue = openReviews(villages)
  const times = {}
  const timed = async (kind, work) => {
    const from = performance.now()
    const result = await work()
    times[kind] ??= []
    times[kind].push(performance.now() - from)
    return result
  }
  const from = performance.now()
  const reviewing = Promise.all(Array.from({ length: reviewers }, () => review({ url, codeOf, timed }, queue)))
  await inParallel(clients, villages, async (village) => {
    const filed = await file({ url, timed }, village)
    queue.handIn(village, { id: filed.submission, version: filed.version })
  })
  const filedMs = performance.now() - from
  queue.end()
  await reviewing
  return { filedMs, approvedMs: performance.now() - from, times }
}

const path = (village, step) => `/returns/${formCode}/${step}?place=${village.code}&period=${period}`

/** The whole return handed in with its cells. */
export function fileInOne({ url, timed }, village) {
  const asked = { path: path(village, 'submit'), body: { cells: cellsOf(village) }, key: `rush-${village.id}` }
  return timed('handIn', () => post(url, village.id, asked))
}

/** Saved, then handed in, as from a grid. */
export async function fileInTwo({ url, timed }, village) {
  const key = `rush-${village.id}`
  const cells = { path: path(village, 'cells'), body: { cells: cellsOf(village) }, key }
  const saved = await timed('save', () => post(url, village.id, cells))
  const headers = { 'if-match': String(saved.version) }
  return timed('submit', () => post(url, village.id, { path: path(village, 'submit'), key: `${key}-in`, headers }))
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

async function review({ url, codeOf, timed }, queue) {
  for (let batch = await queue.next(); batch; batch = await queue.next()) {
    let submissions = batch.list
    for (const placeId of batch.reviewers) {
      const body = { place: codeOf.get(placeId), submissions }
      const key = `review-${placeId}-${submissions[0].id}`
      const done = await timed('approve', () => post(url, placeId, { path: '/review/approve', body, key }))
      const refused = done.results.find(({ outcome }) => outcome === 'refused')
      if (refused) throw new Error(`approving: ${refused.code} ${refused.message}`)
      submissions = done.results.map(({ id, version }) => ({ id, version }))
    }
  }
}
