import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixturePassword, places } from '../../test/fixture/county.ts'
import { openTestApp, type TestApp } from '../../test/fixture/site.ts'
import { totpCode } from './totp.ts'

let site: TestApp
let now = new Date('2026-11-21T02:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
beforeAll(async () => {
  site = await openTestApp({ clock: () => now })
})
afterAll(() => site.close())

describe('signing in', () => {
  test('[HT10] unknown name, wrong password and disabled person are one answer', async () => {
    await site.database.job.updateTable('person').set({ disabled: true }).where('username', '=', 'leader').execute()
    const tries = [
      { username: 'nobody.here', password: 'x' },
      { username: 'viewer', password: 'wrong' },
      { username: 'leader', password: fixturePassword },
    ]
    const replies = await Promise.all(tries.map((body) => site.ask('POST', '/session', { body })))
    const bodies = replies.map(({ status, body }) => ({ status, body: { ...body, requestId: null } }))
    expect(bodies[0]).toMatchObject({ status: 401, body: { code: 'session.refused' } })
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
  })

  test('gives a cookie that scripts cannot read, and where to begin', async () => {
    const { status, headers, body } = await site.ask('POST', '/session', {
      body: { username: 'county', password: fixturePassword },
    })
    expect(status).toBe(200)
    expect(headers['set-cookie']).toMatch(
      /^gangju_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(body.start).toEqual({
      goal: 'F1',
      place: { code: places.county, name: '青禾县', level: 'county' },
      period: '2026-10',
    })
    expect(body.grants[0]).toMatchObject({ role: 'county', goal: null })
  })

  test('[HT10] five failures within 15 minutes lock the name, also for the right password, until they are old', async () => {
    for (let count = 0; count < 5; count += 1)
      await site.ask('POST', '/session', { body: { username: 'west', password: 'no' } })
    const locked = await site.ask('POST', '/session', { body: { username: 'west', password: fixturePassword } })
    expect(locked).toMatchObject({
      status: 429,
      body: { code: 'session.locked', detail: { minutes: 15 } },
      headers: { 'retry-after': '900' },
    })
    later(15 * 60_000 + 1_000)
    await site.as('west')
  })

  test('[HT10] many tries at once do not pass under the lock', async () => {
    const tries = Array.from({ length: 12 }, () =>
      site.ask('POST', '/session', { body: { username: 'zone', password: 'no' } }),
    )
    const statuses = (await Promise.all(tries)).map((reply) => reply.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    later(15 * 60_000 + 1_000)
  })
})

describe('a session', () => {
  test('ends by signing out, at once', async () => {
    const person = await site.as('county')
    expect((await person('GET', '/session')).status).toBe(200)
    expect((await person('DELETE', '/session')).status).toBe(200)
    expect(await person('GET', '/session')).toMatchObject({ status: 401, body: { code: 'session.missing' } })
  })

  test('ends after 8 hours without use and after 7 days in any case', async () => {
    const idle = await site.as('county')
    later(8 * 3_600_000 + 1)
    expect((await idle('GET', '/session')).status).toBe(401)
    const busy = await site.as('county')
    for (let hours = 0; hours < 7 * 24 - 7; hours += 7) {
      later(7 * 3_600_000)
      expect((await busy('GET', '/session')).status).toBe(200)
    }
    later(7 * 3_600_000)
    expect((await busy('GET', '/session')).status).toBe(401)
  })

  test('of somebody with a one-time password only changes it', async () => {
    const person = await site.as('newcomer')
    expect(await person('GET', '/people')).toMatchObject({ status: 403, body: { code: 'session.passwordChangeDue' } })
    const weak = await person('POST', '/session/password', {
      body: { current: fixturePassword, next: 'newcomer12345' },
    })
    expect(weak).toMatchObject({ status: 422, body: { code: 'password.weak' } })
    const other = await site.as('newcomer')
    const changed = await person('POST', '/session/password', {
      body: { current: fixturePassword, next: 'Morning-mist-over-7' },
    })
    expect(changed).toMatchObject({ status: 200, body: { mustChangePassword: false } })
    expect((await other('GET', '/session')).status).toBe(401)
    expect((await person('GET', '/session')).status).toBe(401)
    await site.as('newcomer', 'Morning-mist-over-7')
  })

  test('with two steps asks for the code, and takes each code once', async () => {
    const person = await site.as('viewer')
    const { body } = await person('POST', '/session/totp')
    const code = () => totpCode(body.secret, BigInt(Math.floor(now.getTime() / 30_000)))
    expect((await person('POST', '/session/totp/confirm', { body: { code: '000000', enable: true } })).body.code).toBe(
      'totp.refused',
    )
    expect(
      (await person('POST', '/session/totp/confirm', { body: { code: code(), enable: true } })).body.totpEnabled,
    ).toBe(true)
    const attempt = (totp?: string) =>
      site.ask('POST', '/session', { body: { username: 'viewer', password: fixturePassword, totp } })
    expect((await attempt()).status).toBe(401)
    expect((await attempt(code())).status).toBe(401)
    later(30_000)
    expect((await attempt(code())).status).toBe(200)
    expect((await attempt(code())).status).toBe(401)
  })
})
