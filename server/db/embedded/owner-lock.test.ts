import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimHome, findOwner } from './owner-lock.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'gangju-lock-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const locks = () => readdirSync(home).toSorted()

test('[DB3] a claim lasts until it is released', async () => {
  const claim = await claimHome(home, { withinMs: 0 })
  expect(findOwner(home)?.pid).toBe(process.pid)
  await expect(claimHome(home, { withinMs: 50 })).rejects.toMatchObject({ code: 'database.owned' })
  claim.release()
  expect(findOwner(home)).toBeUndefined()
  await claimHome(home, { withinMs: 0 })
  expect(locks()).toEqual(['owner.2'])
})

test('[DB3] a waiting claim gets the folder as soon as it is free', async () => {
  const claim = await claimHome(home, { withinMs: 0 })
  const waiting = claimHome(home, { withinMs: 5_000 })
  claim.release()
  await waiting
  expect(findOwner(home)?.pid).toBe(process.pid)
})

test('[DB3] the lock of a dead process is taken over by exactly one of many', async () => {
  const dead = spawnSync('true').pid
  writeFileSync(path.join(home, 'owner.7'), JSON.stringify({ pid: dead, startedAt: '1' }))
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimHome(home, { withinMs: 0 })))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(locks()).toEqual(['owner.8'])
})

test('[DB3] a later process with the number of the owner is not the owner', async () => {
  writeFileSync(path.join(home, 'owner.1'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }))
  expect(findOwner(home)).toBeUndefined()
})
