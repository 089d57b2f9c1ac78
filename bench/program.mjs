import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { show } from './clock.mjs'

const main = fileURLToPath(new URL('../server/dist/main.js', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))
const watch = new URL('loop-watch.mjs', import.meta.url).href

/** The built program as an office runs it, with the pilot, in a folder of its own that goes with it. */
export async function openProgram() {
  const home = mkdtempSync(join(tmpdir(), 'gangju-bench-'))
  // Run as root, the database works under another account, which has to get in.
  chmodSync(home, 0o755)
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  show('starting the program with the pilot')
  const program = await startProgram(home).catch((error) => {
    remove()
    throw error
  })
  const { url, child } = program
  const close = async () => {
    await program.close()
    remove()
  }
  try {
    const oneTime = /one-time password\s+(\S+)/.exec(program.output())?.[1]
    const admin = await signIn(url, 'admin', oneTime)
    return {
      close,
      personAt: (place, role) => addPerson(url, admin, { place, role }),
      /** What the program's event loop counts from now on is counted under this name. */
      enterPhase: (name) => child.send(name),
      tellPhases: async () => {
        child.send(null)
        return (await once(child, 'message'))[0]
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The built program over a folder, ready for requests. */
export async function startProgram(home) {
  const port = await freePort()
  const env = { ...process.env, GANGJU_DATA: home, PORT: String(port), DATABASE_URL: '' }
  const child = spawn(process.execPath, ['--import', watch, main], {
    env,
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const close = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
  }
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(output.slice(-2_000))
    await delay(200)
  }
  return { url, child, close, output: () => output }
}

const isReady = (url) =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

async function post(url, path, body, headers = {}) {
  const answer = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return { body: await answer.json(), cookie: answer.headers.get('set-cookie')?.split(';')[0] }
}

/** Signs in for the first time, with a password of one's own from then on. @returns the cookie. */
async function signIn(url, username, oneTime) {
  const first = await post(url, '/session', { username, password: oneTime })
  const next = `Gangju-${randomBytes(9).toString('base64url')}-7`
  const changed = await post(url, '/session/password', { current: oneTime, next }, { cookie: first.cookie })
  return changed.cookie ?? first.cookie
}

/** @returns `fetch` under `/api` as the new person. */
async function addPerson(url, admin, { place, role }) {
  const username = `bench-${role}`
  const grant = { role, place, goal: null }
  const { body } = await post(url, '/people', { username, name: username, grant }, { cookie: admin })
  const cookie = await signIn(url, username, body.oneTimePassword)
  return (path, { headers, ...words } = {}) => fetch(`${url}/api${path}`, { ...words, headers: { ...headers, cookie } })
}
