import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export interface RunningProgram {
  readonly url: string
  /** Of the first account, good for one sign-in. */
  readonly password: string
  stop(): Promise<number | null>
}

/** The built program as a newcomer starts it: the pilot with its demonstration, in a folder of its own. */
export async function startProgram(): Promise<RunningProgram> {
  const home = mkdtempSync(join(tmpdir(), 'gangju-browser-'))
  chmodSync(home, 0o755)
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'server', 'dist', 'main.js')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), GANGJU_DATA: join(home, 'data'), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const password = await readPassword(child)
  const stop = async () => {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const code = await ended
    rmSync(home, { recursive: true, force: true })
    return code
  }
  return { url: `http://127.0.0.1:${port}`, password, stop }
}

function readPassword(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /one-time password\s+(\S+)/.exec(text)
      if (found?.[1]) resolve(found[1])
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was up:\n${text}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
