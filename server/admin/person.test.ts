import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixturePassword, places } from '../../test/fixture/county.ts'
import { askerOf, openTestApp, type Person, type Reply, type TestApp } from '../../test/fixture/site.ts'

let site: TestApp
let admin: Person
let countyAdmin: Person
beforeAll(async () => {
  site = await openTestApp()
  admin = await site.as('admin')
  countyAdmin = await site.as('county.admin')
})
afterAll(() => site.close())

const idOf = async (username: string) =>
  (
    await site.database.job
      .selectFrom('person')
      .select('personId')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
  ).personId

const plain = ({ status, body }: Reply) => ({ status, body: { ...body, requestId: null } })

const grant = (role: string, place: string, goal: string | null = null) => ({ role, place, goal })

describe('the list of people', () => {
  test('[GR6] shows those with a grant in the rectangle, with those grants, and masked numbers', async () => {
    const { body } = await countyAdmin('GET', '/people?limit=500')
    const names = body.items.map((item: { username: string }) => item.username)
    expect(names).toEqual([
      'auditor',
      'county',
      'county.admin',
      'east',
      'leader',
      'newcomer',
      'viewer',
      'village',
      'west',
      'zone',
    ])
    expect(body.items[0].phone).toBe('138****1234')
    expect(JSON.stringify(body)).not.toContain('13800001234')
    const town = await countyAdmin('GET', `/people?place=${places.west}`)
    expect(town.body.items.map((item: { username: string }) => item.username)).toEqual(['west'])
  })

  test('goes on by cursor', async () => {
    const all = (await admin('GET', '/people?limit=500')).body.items
    const found: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: Reply = await admin('GET', `/people?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      found.push(...body.items)
      cursor = body.next
    }
    expect(found).toEqual(all)
  })

  test('[HT7] of a foreign place is answered like that of no place', async () => {
    const foreign = await countyAdmin('GET', `/people?place=${places.foreign}`)
    const unknown = await countyAdmin('GET', '/people?place=123456789012')
    expect(plain(foreign)).toMatchObject({ status: 404, body: { code: 'place.unknown' } })
    expect(plain(foreign)).toEqual(plain(unknown))
  })

  test('is 403 for who may not see people there', async () => {
    const viewer = await site.as('viewer')
    expect(await viewer('GET', `/people?place=${places.county}`)).toMatchObject({
      status: 403,
      body: { code: 'grant.missing' },
    })
    expect(await viewer('GET', '/people')).toMatchObject({ status: 403 })
  })
})

describe('the address of e-mail', () => {
  test('[RM8] is whole for its owner alone, lower-cased, and masked for whoever lists people', async () => {
    const viewer = await site.as('viewer')
    const changed = await viewer('POST', '/session/email', { body: { email: ' Zhang.San@Example.org ' } })
    expect(changed).toMatchObject({ status: 200, body: { email: 'zhang.san@example.org' } })
    const listed = await countyAdmin('GET', '/people?q=viewer')
    expect(listed.body.items[0].email).toBe('z****@example.org')
    expect(JSON.stringify(listed.body)).not.toContain('zhang.san')
    const { detail } = await site.database.job
      .selectFrom('action')
      .select('detail')
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(detail)).not.toContain('zhang')
    expect((await viewer('POST', '/session/email', { body: { email: null } })).body.email).toBeNull()
  })

  test('[RM8] is changed by who may write people, and the person stays signed in', async () => {
    const viewer = await site.as('viewer')
    const path = `/people/${await idOf('viewer')}`
    const changed = await countyAdmin('PATCH', path, { body: { email: 'li@example.org' } })
    expect(changed).toMatchObject({ status: 200, body: { person: { email: 'l****@example.org' } } })
    expect((await viewer('GET', '/session')).body.email).toBe('li@example.org')
    expect((await viewer('PATCH', path, { body: { email: null } })).status).toBe(403)
  })

  test.each([
    'nobody',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    `${'a'.repeat(250)}@example.org`,
  ])('[RM8] %j is none', async (email) => {
    const viewer = await site.as('viewer')
    expect(await viewer('POST', '/session/email', { body: { email } })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    })
  })
})

describe('giving', () => {
  test('[GR10] an administrator appoints approvers and approves nothing', async () => {
    const made = await admin('POST', '/people', {
      body: { username: 'new.county', name: '新县', grant: grant('county', places.county) },
    })
    expect(made.status).toBe(200)
    expect(made.body.oneTimePassword).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
    expect(await site.as('new.county', made.body.oneTimePassword)).toBeDefined()
  })

  test.each([
    [404, 'place.unknown', grant('viewer', places.city)],
    [404, 'place.unknown', grant('viewer', places.foreign)],
    [404, 'goal.unknown', grant('viewer', places.county, 'F9')],
    [404, 'role.unknown', grant('king', places.county)],
  ])('[GR10] %i %s for %j by the administrator of a county', async (status, code, given) => {
    const reply = await countyAdmin('POST', '/people', {
      body: { username: `no.${randomUUID().slice(0, 8)}`, name: 'x', grant: given },
    })
    expect(reply).toMatchObject({ status, body: { code } })
  })

  test('[GR10] of one action, an administrator gives rights on that action and no more', async () => {
    await admin('POST', `/people/${await idOf('leader')}/grants`, {
      body: grant('administrator', places.county, 'F1-A1'),
    })
    const leader = await site.as('leader')
    const on = (goal: string | null, place: string = places.east) =>
      leader('POST', '/people', {
        body: { username: `l.${randomUUID().slice(0, 8)}`, name: 'x', grant: grant('viewer', place, goal) },
      })
    expect((await on('F1-A1')).status).toBe(200)
    expect(await on('F1')).toMatchObject({ status: 403, body: { code: 'grant.exceeds' } })
    expect(await on(null)).toMatchObject({ status: 403, body: { code: 'grant.exceeds' } })
    // Held at the place by the liaison grant, which does not reach to people.
    expect((await on('F1-A2')).status).toBe(403)
  })

  test('[GR10] nobody gives rights to themselves', async () => {
    const reply = await admin('POST', `/people/${await idOf('admin')}/grants`, { body: grant('county', places.county) })
    expect(reply).toMatchObject({ status: 422, body: { code: 'grant.self' } })
  })

  test('[GR10] nobody sets the password of somebody who reaches further', async () => {
    await admin('POST', `/people/${await idOf('headquarters')}/grants`, { body: grant('viewer', places.east) })
    const id = await idOf('headquarters')
    const reset = await countyAdmin('PATCH', `/people/${id}`, { body: { resetPassword: true } })
    expect(reset).toMatchObject({ status: 403, body: { code: 'grant.exceeds' } })
    const token = await countyAdmin('POST', '/tokens', {
      body: { username: 'headquarters', label: 'x', expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    })
    expect(token).toMatchObject({ status: 403, body: { code: 'grant.exceeds' } })
  })

  test('[HT7] people out of reach are answered like nobody', async () => {
    const foreign = await countyAdmin('PATCH', `/people/${await idOf('foreign')}`, { body: { disabled: true } })
    const nobody = await countyAdmin('PATCH', `/people/${randomUUID()}`, { body: { disabled: true } })
    expect(plain(foreign)).toMatchObject({ status: 404, body: { code: 'person.unknown' } })
    expect(plain(foreign)).toEqual(plain(nobody))
  })
})

describe('taking away', () => {
  test('[GR8] a grant ends at once', async () => {
    const auditor = await site.as('auditor')
    expect((await auditor('GET', `/actions?place=${places.county}`)).status).toBe(200)
    const { body } = await admin('GET', '/people?q=auditor')
    const [person] = body.items
    const ended = await admin('DELETE', `/people/${person.id}/grants/${person.grants[0].id}`)
    expect(ended).toMatchObject({ status: 200, body: { grants: [] } })
    expect((await auditor('GET', `/actions?place=${places.county}`)).status).toBe(404)
    expect((await auditor('GET', '/session')).body.grants).toEqual([])
  })

  test('[GR8] disabling and a new password end every session at once', async () => {
    const id = await idOf('zone')
    const zone = await site.as('zone')
    expect((await admin('PATCH', `/people/${id}`, { body: { disabled: true } })).body.person.disabled).toBe(true)
    expect((await zone('GET', '/session')).status).toBe(401)
    await admin('PATCH', `/people/${id}`, { body: { disabled: false } })
    const again = await site.as('zone')
    const { body } = await admin('PATCH', `/people/${id}`, { body: { resetPassword: true } })
    expect((await again('GET', '/session')).status).toBe(401)
    const fresh = await site.as('zone', body.oneTimePassword)
    expect((await fresh('GET', '/people')).body.code).toBe('session.passwordChangeDue')
  })

  test('nobody disables themselves', async () => {
    expect((await admin('PATCH', `/people/${await idOf('admin')}`, { body: { disabled: true } })).body.code).toBe(
      'person.self',
    )
  })
})

test('a token acts as the person it names, reads, and manages no session', async () => {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const issued = await admin('POST', '/tokens', { body: { username: 'county', label: '对接', expiresAt } })
  const script = askerOf(site.app, { authorization: `Bearer ${issued.body.token}` })
  expect((await script('GET', '/session')).body.username).toBe('county')
  expect(
    await script('POST', '/session/password', { body: { current: fixturePassword, next: 'Quiet-river-bend-9' } }),
  ).toMatchObject({ status: 403 })
  expect((await script('DELETE', '/session')).status).toBe(403)
  const asCookie = askerOf(site.app, { cookie: `gangju_session=${issued.body.token}` })
  expect((await asCookie('GET', '/session')).status).toBe(401)
  await admin('PATCH', `/people/${await idOf('county')}`, { body: { disabled: true } })
  expect((await script('GET', '/session')).status).toBe(401)
})

describe('the log', () => {
  test('[LO4] shows the lines of a rectangle, newest first, by cursor', async () => {
    const first = await countyAdmin('GET', `/actions?place=${places.county}&limit=2`)
    expect(first.status).toBe(200)
    expect(first.body.items).toHaveLength(2)
    const second = await countyAdmin('GET', `/actions?place=${places.county}&limit=500&cursor=${first.body.next}`)
    const moments = [...first.body.items, ...second.body.items].map((item: { at: string }) => item.at)
    expect(moments).toEqual(moments.toSorted().toReversed())
    const codes = new Set([...first.body.items, ...second.body.items].map((item: { place: string }) => item.place))
    expect([...codes].every((code) => !code.startsWith('990102') && code !== places.city)).toBe(true)
  })

  test('is 403 for who may not read it there', async () => {
    const east = await site.as('east')
    expect((await east('GET', `/actions?place=${places.east}`)).status).toBe(403)
    expect((await east('GET', `/actions?place=${places.west}`)).status).toBe(404)
  })
})
