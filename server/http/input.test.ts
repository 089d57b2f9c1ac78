import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places } from '../../test/fixture/county.ts'
import { openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'

let site: TestApp
let admin: Person
beforeAll(async () => {
  site = await openTestApp()
  admin = await site.as('admin')
})
afterAll(() => site.close())

const json = { 'content-type': 'application/json' }
const person = { username: 'in.put', name: '某', grant: { role: 'viewer', place: places.county, goal: null } }
const withBody = (text: string) => admin('POST', '/people', { body: text })
const withName = (name: string) => withBody(JSON.stringify({ ...person, name }))

const countPeople = async () => (await site.database.job.selectFrom('person').select('personId').execute()).length

describe('JSON', () => {
  const bodies: readonly (readonly [string, string])[] = [
    ['broken', '{"username":'],
    ['a mark in front', '\uFEFF{}'],
    ['too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a key twice', '{"username":"a","username":"b"}'],
    ['a key twice, once escaped', '{"name":"a","n\\u0061me":"b"}'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['__proto__ escaped', '{"\\u005f_proto__":{"isAdmin":true}}'],
    ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['NUL', JSON.stringify({ ...person, name: 'a\0b' })],
    ['half a surrogate pair', '{"name":"\\ud800"}'],
    ['pairs the wrong way round', '{"name":"\\udc00\\ud800"}'],
    ['NaN', '{"name":NaN}'],
  ]
  test.each(bodies)('[HT2] with %s is malformed, and nothing is stored', async (_, body) => {
    const before = await countPeople()
    expect(await withBody(body)).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
    expect(await countPeople()).toBe(before)
  })

  const values: readonly unknown[] = [
    null,
    1,
    Number.POSITIVE_INFINITY,
    [],
    {},
    true,
    ['a', 'b'],
    '',
    ' ',
    'x'.repeat(61),
  ]
  test.each(values)('[HT1] of a wrong type or size is refused by the contract: %j', async (name) => {
    const reply = await admin('POST', '/people', { body: { ...person, name } })
    expect(reply).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
    expect(reply.body.errors[0].path).toBe('body.name')
  })

  test('[HT1] with a key that the contract does not name is refused, in words of the caller', async () => {
    const zh = await admin('POST', '/people', { body: { ...person, isAdmin: true } })
    const en = await admin('POST', '/people', {
      body: { ...person, isAdmin: true },
      headers: { 'accept-language': 'en-GB' },
    })
    expect(zh.body.title).toBe('请求内容不符合要求')
    expect(zh.body.errors[0].message).toMatch(/isAdmin/)
    expect(en.body.errors[0].message).toMatch(/Unrecognized key.*isAdmin/)
  })

  test('[HT1] of a place as a list of one own and one foreign place is refused', async () => {
    const place = [places.county, places.foreign]
    expect((await admin('POST', '/people', { body: { ...person, grant: { ...person.grant, place } } })).status).toBe(
      400,
    )
  })

  test('names come back as they were, in NFC', async () => {
    for (const [index, name] of [
      '<script>alert(1)</script>',
      "Robert'); drop table person;--",
      'e\u0301',
      '‮abc',
      '𠮷田',
    ].entries()) {
      const reply = await admin('POST', '/people', { body: { ...person, username: `name.${index}`, name } })
      expect(reply.body.person.name).toBe(name.normalize('NFC'))
    }
    expect((await withName('\r\n')).status).toBe(400)
  })
})

describe('content types', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json\t;x',
    'application/json ; charset=utf-8 ;',
    'application/jsonx',
    'application/json, text/plain',
    'x',
  ])('[HT2] %s is not taken', async (type) => {
    const before = await countPeople()
    const reply = await admin('POST', '/people', { body: JSON.stringify(person), headers: { 'content-type': type } })
    expect(reply.status).toBe(415)
    expect(await countPeople()).toBe(before)
  })

  test('[HT2] more than a megabyte of JSON is too large', async () => {
    expect(await withName('x'.repeat(1_100_000))).toMatchObject({ status: 413, body: { code: 'request.tooLarge' } })
  })
})

describe('who is asking', () => {
  test.each([
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('[HT5] a write that comes from %j is refused', async (headers) => {
    const reply = await admin('POST', '/people', { body: person, headers: headers as never })
    expect(reply).toMatchObject({ status: 403, body: { code: 'session.csrf' } })
  })

  test('[HT5] a write of our own page is taken', async () => {
    const headers = { origin: 'http://localhost:80', host: 'localhost:80', 'sec-fetch-site': 'same-origin' }
    expect((await admin('POST', '/people', { body: { ...person, username: 'own.page' }, headers })).status).toBe(200)
  })

  test.each([
    { cookie: 'gangju_session=' },
    { cookie: 'gangju_session=x' },
    { cookie: `gangju_session=${'a'.repeat(43)}` },
    { authorization: 'Bearer x' },
    { authorization: 'Basic YTpi' },
    { authorization: `Bearer ${'a'.repeat(60)}` },
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' },
  ])('a made-up %j is nobody', async (headers) => {
    expect(await site.ask('GET', '/session', { headers: headers as never })).toMatchObject({
      status: 401,
      body: { code: 'session.missing' },
    })
  })

  test.each([
    { username: ['admin'], password: 'x' },
    { username: { $ne: '' }, password: 'x' },
    { username: 'admin', password: ['x'] },
    { username: 'admin', password: 'x'.repeat(1_000_000) },
    { username: 'admin' },
  ])('signing in with odd types is refused by the contract', async (body) => {
    expect((await site.ask('POST', '/session', { body })).status).toBe(400)
  })
})

describe('paths and queries', () => {
  test.each([
    '/people?limit=-1',
    '/people?limit=501',
    '/people?limit=1e9',
    '/people?limit=1&limit=2',
    '/people?x=1',
    '/people?place=1',
    '/people?cursor=%00',
    '/people?cursor=zzz%27',
    '/people?place=440703%00',
    '/actions?place=990101000000&cursor=e30',
    '/people/%C0%AE/grants',
    "/people?place=990101000000'--",
  ])('%s is refused and never a fault', async (path) => {
    const { status } = await admin('GET', path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  test.each(['%', '_', '\\', "' or 1=1 --", '%25', 'a'.repeat(60)])(
    'wildcards in a search are signs: %s',
    async (q) => {
      const reply = await admin('GET', `/people?q=${encodeURIComponent(q)}`)
      expect(reply).toMatchObject({ status: 200, body: { items: [] } })
    },
  )

  test('an unknown address is a problem document', async () => {
    for (const path of ['/nothing', '/../etc/passwd', '/people/..%2f..%2fetc']) {
      expect(await admin('GET', path)).toMatchObject({ status: 404, body: { code: 'route.unknown' } })
    }
  })
})

test('[HT11] every answer carries the headers that keep a page to itself', async () => {
  for (const path of ['/session', '/nothing', '/healthz', '/openapi.json']) {
    const { headers } = await admin('GET', path)
    expect(headers['content-security-policy']).toContain(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
  }
  expect((await admin('GET', '/session')).headers['cache-control']).toBe('no-store')
  const refused = await site.ask('GET', '/session', { headers: json })
  expect(refused.headers['content-type']).toMatch('application/problem+json')
})
