import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { findPostmasterFile } from './postmaster-file.ts'
import { findProcess, isRunning, sendSignal } from './processes.ts'
import { superviseDatabase } from './supervise.ts'
import { ask, compileSupervisor, makeTestHome, type Owner, spawnOwner, type TestHome } from './test-scene.ts'

let supervisor: Awaited<ReturnType<typeof compileSupervisor>>
let home: TestHome
let owners: Owner[] = []
beforeAll(async () => {
  supervisor = await compileSupervisor()
})
afterAll(() => supervisor.remove())
beforeEach(() => {
  home = makeTestHome()
})
afterEach(async () => {
  for (const { child } of owners) child.kill('SIGKILL')
  await Promise.all(owners.map(({ ended }) => ended))
  owners = []
  await home.remove()
})

function own(): Owner {
  const owner = spawnOwner(supervisor.file, home.path)
  owners.push(owner)
  return owner
}

const postmaster = () => findPostmasterFile(path.join(home.path, 'data'))?.pid ?? 0

test('[DB3] the server of a killed owner is adopted, sessions and all', async () => {
  const first = own()
  const url = await first.outcome
  await ask(url, 'create table kept as select 1 as one')
  const pid = postmaster()
  first.child.kill('SIGKILL')
  await first.ended
  const database = await superviseDatabase({ home: home.path })
  expect(database).toMatchObject({ adopted: true, pid })
  expect(await ask(database.url(), 'select one from kept')).toEqual([{ one: 1 }])
  await database.stop()
  expect(findProcess(pid)).toBeUndefined()
})

test('[DB5] an adopted server that is killed comes back by itself', async () => {
  const first = own()
  await first.outcome
  first.child.kill('SIGKILL')
  await first.ended
  const database = await superviseDatabase({ home: home.path })
  const { pid } = database
  const up = new Promise<void>((resolve) => database.listen((state) => state === 'up' && resolve()))
  sendSignal(pid, 'SIGKILL')
  await up
  expect(database.adopted).toBe(false)
  expect(await ask(database.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await database.stop()
})

test('[DB3] a left-behind server with other settings is replaced, not adopted', async () => {
  const first = own()
  await first.outcome
  const pid = postmaster()
  first.child.kill('SIGKILL')
  await first.ended
  const database = await superviseDatabase({ home: home.path, settings: { max_connections: '33' } })
  expect(database.adopted).toBe(false)
  expect(findProcess(pid)).toBeUndefined()
  expect(await ask(database.url(), 'show max_connections')).toEqual([{ max_connections: '33' }])
  await database.stop()
})

test('[DB3] of several starters at once exactly one gets the folder', async () => {
  for (const round of ['first start', 'second start']) {
    const starters = [own(), own(), own()]
    const outcomes = await Promise.all(starters.map(({ outcome }) => outcome))
    expect(
      outcomes.filter((outcome) => outcome.startsWith('postgres:')),
      round,
    ).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'database.owned')).toHaveLength(2)
    for (const { child } of starters) child.kill('SIGTERM')
    await Promise.all(starters.map(({ ended }) => ended))
    expect(findProcess(postmaster())).toBeUndefined()
  }
})

test('[DB3] a process that happens to have the number in a stale file is neither adopted nor harmed', async () => {
  const first = await superviseDatabase({ home: home.path })
  await first.stop()
  const stranger = spawn('sleep', ['60'])
  const identity = findProcess(stranger.pid ?? 0)
  const lines = [stranger.pid, path.join(home.path, 'data'), 1, first.port, '', '127.0.0.1', '1 1', 'ready', '']
  writeFileSync(path.join(home.path, 'data', 'postmaster.pid'), lines.join('\n'), { mode: 0o600 })
  const database = await superviseDatabase({ home: home.path })
  expect(database.adopted).toBe(false)
  expect(identity && isRunning(identity)).toBe(true)
  await database.stop()
  stranger.kill('SIGKILL')
})

const rounds = Number(process.env.GANGJU_KILL_ROUNDS ?? 12)

test(`[DB1][DB3] ${rounds} owners killed at random moments of making and starting leave what the next can use`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const fresh = round % 6 === 0
    if (fresh) {
      await home.remove()
      home = makeTestHome()
    }
    const owner = own()
    const killAt = new Promise<string>((resolve) =>
      setTimeout(resolve, 40 + Math.random() * (fresh ? 900 : 350), 'late'),
    )
    await Promise.race([owner.outcome, killAt])
    owner.child.kill('SIGKILL')
    const server = findProcess(postmaster())
    if (server && round % 4 === 3) sendSignal(server.pid, 'SIGKILL')
    await owner.ended
  }
  const last = await superviseDatabase({ home: home.path })
  expect(await ask(last.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await last.stop()
}, 60_000)

const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0

test.skipIf(!canUnshare)('[DB5] a killed server that nobody reaps does not bar the next start', async () => {
  // In a process namespace of its own Node is process 1 and, as in many a container, reaps no strangers.
  const scene = `
    import { spawn } from 'node:child_process'
    import { readFileSync } from 'node:fs'
    const { superviseDatabase } = await import(${JSON.stringify(supervisor.file)})
    const home = ${JSON.stringify(home.path)}
    const owner = spawn(process.execPath, ['--input-type=module', '-e', \`
      const { superviseDatabase } = await import(${JSON.stringify(supervisor.file)})
      const { pid } = await superviseDatabase({ home: ${JSON.stringify(home.path)} })
      console.log(pid)
      setInterval(() => {}, 1000)\`])
    const pid = Number(await new Promise((resolve) => owner.stdout.on('data', (text) => resolve(String(text)))))
    owner.kill('SIGKILL')
    await new Promise((resolve) => owner.on('exit', resolve))
    process.kill(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const state = readFileSync('/proc/' + pid + '/stat', 'utf8').split(') ')[1][0]
    const database = await superviseDatabase({ home })
    console.log(JSON.stringify({ state, adopted: database.adopted, answers: database.state }))
    await database.stop()
    process.exit(0)`
  const child = spawn(
    'unshare',
    ['--pid', '--fork', '--mount-proc', process.execPath, '--input-type=module', '-e', scene],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const said = await new Promise<string>((resolve) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
    })
    child.on('close', () => resolve(text))
  })
  expect(JSON.parse(said)).toEqual({ state: 'Z', adopted: false, answers: 'up' })
})
