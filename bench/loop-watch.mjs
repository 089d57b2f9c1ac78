import { readFileSync } from 'node:fs'
import { createHistogram } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into the measured program before anything of its own: on a message with the name of a phase it counts for that phase
 * from then on, on `null` it tells what it counted.
 */
const beatMs = 2
const phases = new Map()
let running

if (isMainThread && process.send) {
  process.on('message', answer)
  // A bench that broke off leaves nothing running.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

function answer(name) {
  running?.end()
  running = undefined
  if (name !== null) running = begin(name)
  else process.send(Object.fromEntries([...phases].map(([key, phase]) => [key, told(phase)])))
}

function begin(name) {
  const phase = phases.get(name) ?? { late: createHistogram(), ms: 0, worked: 0, waited: 0 }
  phases.set(name, phase)
  const from = performance.now()
  const before = threadTimes()
  let last = from
  const beat = setInterval(() => {
    const now = performance.now()
    phase.late.record(Math.max(1, Math.round((now - last - beatMs) * 1_000)))
    last = now
  }, beatMs)
  return {
    end() {
      clearInterval(beat)
      const after = threadTimes()
      phase.ms += performance.now() - from
      phase.worked += after.worked - before.worked
      phase.waited += after.waited - before.waited
    },
  }
}

/** Milliseconds that the main thread had a processor, and that it was ready and had none. Linux only; elsewhere not a number. */
function threadTimes() {
  try {
    const [worked, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return { worked: Number(worked) / 1e6, waited: Number(waited) / 1e6 }
  } catch {
    return { worked: Number.NaN, waited: Number.NaN }
  }
}

function told({ late, ms, worked, waited }) {
  return {
    loopLateP99Ms: late.percentile(99) / 1_000,
    loopLateMaxMs: late.max / 1_000,
    mainThreadWorked: worked / ms,
    mainThreadWaited: waited / ms,
  }
}
