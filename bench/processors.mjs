import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Linux counts in hundredths of a second, whatever its kernel does inside. */
const tickMs = 10

/**
 * Milliseconds that all processors were busy, and those of them that were not ours: of neither this process nor anything that
 * it started. Without /proc the latter is not a number.
 */
export function processorTimes() {
  const busy = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
  return { busy, others: busy - ownTime() }
}

function ownTime() {
  const processes = listProcesses()
  const own = new Set([process.pid])
  // A parent may have a larger number than its child: until a pass finds no more.
  for (let known = 0; known < own.size; ) {
    known = own.size
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid)
  }
  return processes.filter(({ pid }) => own.has(pid)).reduce((sum, { ms }) => sum + ms, 0) || Number.NaN
}

function listProcesses() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)))
  } catch {
    return []
  }
}

/** With the children that have ended. */
function readProcess(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid, parent: Number(fields[1]), ms: ticks * tickMs }]
  } catch {
    // It has ended meanwhile.
    return []
  }
}
