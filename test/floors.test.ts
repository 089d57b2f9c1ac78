import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, isTest, listFiles, projectRoot } from './source-files.ts'

const belowFeatures = ['net', 'contract', 'server/db', 'server/net', 'server/http', 'server/root']
const belowScreens = ['net', 'contract', 'web/net', 'web/ui', 'web/map']
const wholeServer = [
  ...belowFeatures,
  'clause',
  'server',
  'server/admin',
  'server/collect',
  'server/plan',
  'server/publish',
  'server/work',
]

/** Who may import whom, beside itself. A floor that is not named here may not exist. */
const floors: Readonly<Record<string, readonly string[]>> = {
  net: [],
  clause: ['net'],
  contract: ['net'],
  'server/root': [],
  'server/db': ['server/root'],
  'server/net': ['net', 'server/db'],
  'server/http': ['net', 'contract', 'server/db', 'server/net', 'server/root'],
  'server/work': ['net', 'server/db', 'server/net'],
  'server/admin': belowFeatures,
  'server/collect': belowFeatures,
  'server/plan': [...belowFeatures, 'clause'],
  'server/publish': belowFeatures,
  'server/commands': wholeServer,
  server: wholeServer,
  'web/ui': ['net'],
  'web/map': ['net', 'web/ui'],
  'web/net': ['net', 'contract', 'web/ui'],
  'web/admin': belowScreens,
  'web/collect': belowScreens,
  'web/plan': belowScreens,
  'web/publish': belowScreens,
  web: [...belowScreens, 'web/admin', 'web/collect', 'web/plan', 'web/publish'],
}

/** Outside packages that only some may import. */
const kept: readonly { readonly package: RegExp; readonly by: (path: string) => boolean }[] = [
  { package: /^kysely/, by: (path) => path.endsWith('.store.ts') || path.startsWith('server/db/') },
  { package: /^fastify/, by: (path) => path.startsWith('server/http/') },
  { package: /^hucre/, by: (path) => path.startsWith('server/http/sheet/') },
  {
    package: /^(?:htmlparser2|pdfjs-dist)/,
    by: (path) => path.startsWith('server/http/document/'),
  },
  { package: /^nodemailer/, by: (path) => path === 'server/work/mail.ts' },
  { package: /^echarts/, by: (path) => path.startsWith('web/ui/') || path.startsWith('web/map/') },
]

const impure = /\basync\b|\bawait\b|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\./g

const sources = listFiles(['net', 'clause', 'contract', 'server', 'web'], /\.tsx?$/).filter(
  ({ path }) => !isTest(path) && path !== 'web/vite.config.ts',
)

function floorOf(path: string): string {
  const [side = '', folder = '', ...rest] = path.split('/')
  if (side === 'net' || side === 'clause' || side === 'contract') return side
  if (path === 'server/root.ts') return 'server/root'
  return rest.length === 0 ? side : `${side}/${folder}`
}

test('every file lies on a floor that has a name', () => {
  expect(sources.map(({ path }) => path).filter((path) => !Object.hasOwn(floors, floorOf(path)))).toEqual([])
})

test('who imports whom follows the table', () => {
  const wrong = sources.flatMap((source) =>
    importsOf(source)
      .flatMap(({ file }) => file ?? [])
      .filter((file) => {
        const [from, to] = [floorOf(source.path), floorOf(file)]
        return from !== to && !(floors[from] ?? []).includes(to)
      })
      .map((file) => `${source.path} → ${file}`),
  )
  expect(wrong).toEqual([])
})

test('only some import the query builder, the web server, the sheet reader and the charts', () => {
  const wrong = sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => kept.some(({ package: name, by }) => name.test(specifier) && !by(source.path)))
      .map(({ specifier }) => `${source.path} → ${specifier}`),
  )
  expect(wrong).toEqual([])
})

test('the clause reader depends on the net alone, waits for nothing, and knows neither clock nor chance', () => {
  const clause = sources.filter(({ path }) => path.startsWith('clause/'))
  const wrong = clause.flatMap((source) => [
    ...importsOf(source)
      .filter(({ file, specifier }) => file === undefined && !specifier.endsWith('.json'))
      .map(({ specifier }) => `${source.path} → ${specifier}`),
    ...[...source.text.matchAll(impure)].map(([word]) => `${source.path}: ${word}`),
  ])
  expect(wrong).toEqual([])
  const { dependencies = {} } = JSON.parse(readFileSync(join(projectRoot, 'clause', 'package.json'), 'utf8'))
  expect(Object.keys(dependencies)).toEqual(['@gangju/net'])
})

test('the net depends on nothing, waits for nothing, and knows neither clock nor chance', () => {
  const net = sources.filter(({ path }) => path.startsWith('net/'))
  const wrong = net.flatMap((source) => [
    ...importsOf(source)
      .filter(({ file }) => file === undefined)
      .map(({ specifier }) => `${source.path} → ${specifier}`),
    ...[...source.text.matchAll(impure)].map(([word]) => `${source.path}: ${word}`),
  ])
  expect(wrong).toEqual([])
  const { dependencies = {} } = JSON.parse(readFileSync(join(projectRoot, 'net', 'package.json'), 'utf8'))
  expect(dependencies).toEqual({})
})

test('a folder of the net is entered by its door', () => {
  const wrong = sources
    .filter(({ path }) => path.startsWith('net/'))
    .flatMap((source) =>
      importsOf(source)
        .flatMap(({ file }) => file ?? [])
        .filter((file) => file.split('/')[1] !== source.path.split('/')[1] && !file.endsWith('/index.ts'))
        .map((file) => `${source.path} → ${file}`),
    )
  expect(wrong).toEqual([])
})
