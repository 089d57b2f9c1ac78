import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** What a step printed stands in `output`; the person has seen its name and that it failed. */
export class StepFailed extends Error {
  constructor(name, output) {
    super(`${name}\n${output.trim()}`)
    this.output = output
  }
}

/**
 * Runs a program quietly, with its name and the time it takes on the screen; its output is shown only when it fails.
 * A signal to us ends it too.
 */
export async function runStep(name, command, { env = process.env, shell = false } = {}) {
  const begun = Date.now()
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`
  const live = process.stderr.isTTY
  process.stderr.write(live ? `  ${name} …` : `  ${name} …\n`)
  const ticking = live && setInterval(() => process.stderr.write(`\r  ${name} … ${seconds()} `), 500)
  try {
    const { code, output } = await run(command, { env, shell })
    process.stderr.write(`${live ? '\r' : ''}${code === 0 ? '✓' : '✗'} ${name}  ${seconds()}      \n`)
    if (code !== 0) throw new StepFailed(name, output)
    return output
  } finally {
    clearInterval(ticking)
  }
}

/** The exit code and all that was printed, in order. */
function run([program, ...options], { env, shell }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts = []
    child.stdout.on('data', (part) => parts.push(part))
    child.stderr.on('data', (part) => parts.push(part))
    const end = (signal) => {
      child.kill(signal)
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    process.once('SIGINT', end).once('SIGTERM', end)
    const settle = (act) => {
      process.off('SIGINT', end).off('SIGTERM', end)
      act()
    }
    child.on('error', (error) => settle(() => reject(error)))
    child.on('close', (code) => settle(() => resolve({ code, output: Buffer.concat(parts).toString('utf8') })))
  })
}
