/** @returns milliseconds, and what the work returned. */
export async function time(work) {
  const from = process.hrtime.bigint()
  const result = await work()
  return { ms: Number(process.hrtime.bigint() - from) / 1e6, result }
}

/** The middle one of several runs, after one that is not counted. */
export async function median(runs, work) {
  await work()
  const times = []
  for (let run = 0; run < runs; run++) times.push((await time(work)).ms)
  return middle(times)
}

export const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const started = Date.now()

/** One line that is overwritten in a terminal. */
export function show(text) {
  const line = `${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`
  process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
}
