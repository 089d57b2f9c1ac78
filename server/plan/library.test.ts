import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase } from '../db/test-database.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { documentRoutes } from './document.route.ts'
import { hashText as sha256 } from './document.store.ts'
import { policySystemRoutes } from './policy-system.route.ts'
import { relationRoutes } from './relation.route.ts'
import { searchRoutes } from './search.route.ts'

const features = [...adminRoutes, documentRoutes, relationRoutes, searchRoutes, policySystemRoutes]
const clock = () => new Date('2026-11-21T02:00:00Z')

let site: TestApp
let city: Person
let chief: Person
let east: Person
let village: Person
let foreign: Person

beforeAll(async () => {
  const database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock })
  city = await site.as('headquarters')
  chief = await site.as('county')
  east = await site.as('east')
  village = await site.as('village')
  foreign = await site.as('foreign')
})
afterAll(async () => {
  await site.close()
  await site.database.close()
})

const octets = { 'content-type': 'application/octet-stream' }

function upload(person: Person, text: string | Buffer, query: Record<string, string>, name = '文件.txt') {
  return person('POST', `/documents?${new URLSearchParams(query).toString()}`, {
    body: Buffer.from(text),
    headers: { ...octets, 'x-file-name': encodeURIComponent(name) },
  })
}

const plan = `青禾市富村行动方案

青府〔2026〕5号　2026年1月15日

一、总体目标
到2026年底，全市粮食产量达到95万吨
以上。
二、保障
由市农业农村局牵头。`

async function addPlan(text = plan): Promise<string> {
  const reply = await upload(city, text, { place: places.city })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body.code
}

describe('adding a document', () => {
  test('[DL1] a file becomes a document that says of itself what its text says', async () => {
    const reply = await upload(city, plan, { place: places.city }, '方案.txt')
    expect(reply.body).toMatchObject({ version: 1, characters: plan.length })
    const { body } = await city('GET', `/documents/${reply.body.code}`)
    expect(body).toMatchObject({
      title: '青禾市富村行动方案',
      kind: 'actionPlan',
      number: '青府〔2026〕5号',
      dated: '2026-01-15',
      level: 'city',
      version: 1,
      demo: false,
      mayWrite: true,
      place: { code: places.city },
      versions: [{ version: 1, fileName: '方案.txt', recordedBy: '演示headquarters' }],
      relations: [],
    })
    expect(body.clauses).toBeGreaterThan(2)
  })

  test('[DL2] the same text is not taken twice, neither at its place nor below it', async () => {
    const text = `${plan}甲`
    const code = await addPlan(text)
    const again = await upload(city, text, { place: places.city })
    expect([again.status, again.body.code, again.body.detail.code]).toEqual([409, 'document.known', code])
    expect((await upload(chief, text, { place: places.county })).body.code).toBe('document.known')
    const same = await upload(city, text, { place: places.city, revises: code })
    expect(same.body.code).toBe('document.unchanged')
  })

  test('[DL3] a revision is the next version; the one before is kept with its file', async () => {
    const text = `${plan}乙`
    const code = await addPlan(text)
    const reply = await upload(city, `${text}丙`, { place: places.city, revises: code, dated: '2026-07-20' })
    expect(reply.body).toMatchObject({ code, version: 2 })
    const { body } = await city('GET', `/documents/${code}`)
    expect(body).toMatchObject({ version: 2, dated: '2026-07-20', kind: 'actionPlan' })
    expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    const first = await city('GET', `/documents/${code}/original?version=1`)
    expect(first.bytes.toString()).toBe(text)
    expect(first.headers['content-disposition']).toContain('attachment')
    expect((await city('GET', `/documents/${code}/original?version=3`)).body.code).toBe('document.unknown')
  })

  test('[DL3] of two revisions at once one is taken, and the other is told so', async () => {
    const code = await addPlan(`${plan}寅`)
    const send = (text: string) => upload(city, `${plan}${text}`, { place: places.city, revises: code })
    const replies = await Promise.all([send('卯'), send('辰')])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)!.body.code).toBe('document.edition')
    expect((await city('GET', `/documents/${code}`)).body.versions).toHaveLength(2)
  })

  test('[DL2] one text sent twice at once becomes one document', async () => {
    const send = () => upload(city, `${plan}巳`, { place: places.city })
    const replies = await Promise.all([send(), send()])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)!.body.code).toBe('document.known')
  })

  test('[DL3] only the place that issued a document revises it', async () => {
    const code = await addPlan(`${plan}丁`)
    const below = await upload(chief, `${plan}戊`, { place: places.county, revises: code })
    expect([below.status, below.body.code]).toEqual([404, 'document.unknown'])
  })

  test('[DL4] a text whose figures the catalogue knows joins the document that states them', async () => {
    const text = `${plan}己`
    await site.database.job
      .insertInto('document')
      .values({ code: '900', title: '已登记的方案', kind: 'plan', textSha256: sha256(text) })
      .execute()
    const reply = await upload(city, text, { place: places.city })
    expect(reply.body.code).toBe('900')
    expect((await city('GET', '/documents/900')).body.title).toBe('已登记的方案')
  })

  test('[DL5] who may not write there is refused, and a place out of reach is unknown', async () => {
    expect((await upload(east, plan, { place: places.east })).body.code).toBe('grant.missing')
    expect((await upload(chief, plan, { place: places.city })).body.code).toBe('place.unknown')
    expect((await upload(chief, plan, { place: places.foreign })).body.code).toBe('place.unknown')
  })

  test('[DL1] nothing, and what is no document, is refused', async () => {
    expect((await upload(city, '', { place: places.city })).body.code).toBe('document.empty')
    const zip = Buffer.from('504b03040000', 'hex')
    expect((await upload(city, zip, { place: places.city }, 'x.docx')).status).toBeGreaterThanOrEqual(400)
  })

  test('[DL6] invented documents bear the mark of demonstration', async () => {
    const reply = await upload(city, `# 演示方案\n\n演示数据：虚构。\n\n${plan}`, { place: places.city }, 'a.md')
    expect((await city('GET', `/documents/${reply.body.code}`)).body.demo).toBe(true)
  })
})

describe('who reads', () => {
  test('[DL5] a document is read at its place, above it and below it, and not beside it', async () => {
    const own = await upload(chief, `${plan}庚`, { place: places.county })
    const path = `/documents/${own.body.code}`
    expect((await city('GET', path)).body.mayWrite).toBe(true)
    expect((await chief('GET', path)).body.mayWrite).toBe(true)
    for (const below of [east, village]) {
      const { status, body } = await below('GET', path)
      expect([status, body.mayWrite, body.versions[0].recordedBy]).toEqual([200, false, null])
    }
    const beside = await foreign('GET', path)
    const nowhere = await foreign('GET', '/documents/d-0000000000')
    expect({ ...beside.body, requestId: '' }).toEqual({ ...nowhere.body, requestId: '' })
    expect(beside.status).toBe(404)
    const listed = (await foreign('GET', '/documents')).body.items.map(({ code }: { code: string }) => code)
    expect(listed).not.toContain(own.body.code)
    expect((await foreign('GET', `${path}/original`)).status).toBe(404)
    expect((await foreign('GET', '/documents-search?q=粮食')).body.items.map(codeOfHit)).not.toContain(own.body.code)
    expect((await east('GET', '/documents-search?q=粮食')).body.items.map(codeOfHit)).toContain(own.body.code)
  })

  test('[DL5] the list goes on where it ended, newest first, one kind at a time', async () => {
    const all = (await city('GET', '/documents?limit=500')).body.items
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await city('GET', `/documents?limit=2${next && `&cursor=${next}`}`)
      seen.push(...body.items.map(({ code }: { code: string }) => code))
      next = body.next
    }
    expect(seen).toEqual(all.map(({ code }: { code: string }) => code))
    expect((await city('GET', '/documents?kind=minutes')).body.items).toEqual([])
    expect((await city('GET', '/documents?cursor=abc')).body.code).toBe('cursor.malformed')
    const here = await city('GET', `/documents?place=${places.foreignVillage}`)
    expect(here.body.items.every(({ place }: { place: { code: string } }) => place.code === places.city)).toBe(true)
  })
})

const codeOfHit = ({ document }: { document: string }) => document

describe('search', () => {
  test('[DL7] words broken over lines, full-width letters and capitals are found, and marked where they stand', async () => {
    const text = `${plan}\n三、指标\n高质量ＧＤＰ考核，\n年底评估GDP。\n`
    const code = await addPlan(text)
    const hits = (await city('GET', '/documents-search?q=gdp')).body.items
    const hit = hits.find((one: { document: string }) => one.document === code)
    expect(text.slice(hit.offset, hit.offset + hit.length)).toBe('ＧＤＰ')
    expect(hit.ranges.map(([from, length]: [number, number]) => hit.excerpt.slice(from, from + length))[0]).toBe(
      'ＧＤＰ',
    )
    const both = await city('GET', `/documents-search?q=${encodeURIComponent('粮食 没有的词')}`)
    expect(both.body).toEqual({ items: [], more: false })
    const more = await city('GET', '/documents-search?q=粮食&limit=1')
    expect([more.body.items.length, more.body.more]).toEqual([1, true])
  })

  test('[DL7] only the version in force is searched', async () => {
    const code = await addPlan(`${plan}\n旧版独有词句`)
    await upload(city, `${plan}\n新版`, { place: places.city, revises: code })
    expect((await city('GET', '/documents-search?q=旧版独有词句')).body.items).toEqual([])
  })
})

describe('what a document says of itself', () => {
  test('[DL8] it is edited by who writes there, and its figures show the new title at once', async () => {
    const code = await addPlan(`${plan}辛`)
    const path = `/documents/${code}`
    expect((await chief('PATCH', path, { body: { title: '改' } })).body.code).toBe('document.unknown')
    expect((await east('PATCH', path, { body: { title: '改' } })).status).toBe(404)
    const epoch = site.app.ground.catalogs.current().epoch
    const reply = await city('PATCH', path, { body: { title: '改后的题名', inForceFrom: '2026-02' } })
    expect(reply.body).toMatchObject({
      title: '改后的题名',
      inForceFrom: '2026-02',
      kind: 'actionPlan',
      dated: '2026-01-15',
    })
    expect((await city('GET', path)).body.title).toBe('改后的题名')
    expect(site.app.ground.catalogs.current().epoch).toBeGreaterThan(epoch)
    const source = await site.database.job
      .selectFrom('source')
      .select(['sourceId', 'name'])
      .where('code', '=', `document-${code}`)
      .executeTakeFirstOrThrow()
    expect(source.name).toBe('改后的题名')
    expect(site.app.ground.catalogs.current().source(source.sourceId)).toMatchObject({
      name: '改后的题名',
      document: code,
    })
  })

  test('[DL9] a relation leads to a document or to a title, once, and is taken back', async () => {
    const [plans, law] = [await addPlan(`${plan}壬`), await addPlan(`${plan}癸`)]
    const path = `/documents/${plans}/relations`
    const relate = (body: object) => city('POST', path, { body })
    const given = await relate({ kind: 'implements', document: law, title: null })
    expect(given.body).toMatchObject({ direction: 'from', document: law })
    expect((await relate({ kind: 'implements', document: law, title: null })).body.code).toBe('document.related')
    expect((await relate({ kind: 'implements', document: plans, title: null })).body.code).toBe('document.self')
    expect((await relate({ kind: 'implements', document: null, title: null })).body.code).toBe('document.relationEnd')
    expect((await relate({ kind: 'supports', document: null, title: '还没有的办法' })).status).toBe(200)
    expect((await city('GET', `/documents/${plans}`)).body.relations).toMatchObject([
      { kind: 'implements', direction: 'from', document: law },
      { kind: 'supports', direction: 'from', document: null, title: '还没有的办法' },
    ])
    const other = (await city('GET', `/documents/${law}`)).body.relations
    expect(other).toMatchObject([{ kind: 'implements', direction: 'to', document: plans }])
    expect((await chief('DELETE', `${path}/${given.body.id}`)).body.code).toBe('document.unknown')
    expect((await city('DELETE', `${path}/${given.body.id}`)).body).toEqual({ ok: true })
    expect((await city('DELETE', `${path}/${given.body.id}`)).body.code).toBe('relation.unknown')
    expect((await city('GET', `/documents/${law}`)).body.relations).toEqual([])
    await upload(city, `${plan}子`, { place: places.city, title: '还没有的办法' })
    expect((await city('GET', `/documents/${plans}`)).body.relations[0].document).toMatch(/^d-/)
  })

  test('[DL10] the slots of a policy system are filled by the documents within reach', async () => {
    const system = {
      code: 'qinghe',
      name: '青禾市“1+N”',
      nameEn: 'Qinghe',
      place: places.city,
      note: null,
      tiers: [
        {
          name: '总方案',
          nameEn: 'plan',
          expected: 1,
          members: [
            { title: '《青禾市总方案》', document: null, kind: 'decision' },
            { title: '未到', document: null, kind: 'notice' },
          ],
        },
      ],
    }
    await site.database.job.transaction().execute(async (trx) => {
      await trx
        .insertInto('ruleSet')
        .values({ code: 'qinghe', kind: 'policySystem', entry: JSON.stringify(system) })
        .execute()
      await raiseContentEpoch(trx)
    })
    const { code } = (await upload(city, `${plan}丑`, { place: places.city, title: '青禾市总方案' })).body
    const { items } = (await village('GET', '/policy-systems')).body
    expect(items).toMatchObject([{ code: 'qinghe', place: { code: places.city } }])
    expect(items[0].tiers[0].members.map(({ document }: { document: string | null }) => document)).toEqual([code, null])
  })
})
