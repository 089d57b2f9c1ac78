import { expect, test } from 'vitest'
import { deskReading, deskText } from '../../test/fixture/desk-document.ts'
import { foldText } from './fold-text.ts'
import { layRows, type RowPieces } from './reading-rows.ts'

const rowsOf = (pieces: RowPieces) =>
  pieces.flatMap(
    (piece) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(piece)) as { ordinal: number }[],
  )

test('[DL11] every clause and every proposal is laid once and in order, in pieces of bounded length', () => {
  const many = <T>(items: readonly T[]) => Array.from({ length: 500 }, () => items).flat()
  const long = { ...deskReading, clauses: many(deskReading.clauses), statements: many(deskReading.statements) }
  const rows = layRows(deskText, long)
  expect(rows.counts).toEqual({ clauses: long.clauses.length, statements: long.statements.length })
  expect(rowsOf(rows.clauses).map(({ ordinal }) => ordinal)).toEqual(long.clauses.map((_, at) => at + 1))
  const proposals = rowsOf(rows.proposals)
  expect(proposals.map(({ ordinal }) => ordinal)).toEqual(proposals.map((_, at) => at))
  expect(rows.proposals.length).toBeGreaterThan(1)
  for (const piece of [...rows.clauses, ...rows.proposals]) expect(piece.length).toBeLessThan(500_000)
})

test('[DL11] no more than ten thousand proposals', () => {
  const statements = Array.from({ length: 10_050 }, () => deskReading.statements[0]!)
  const { proposals, counts } = layRows(deskText, { ...deskReading, statements })
  expect(rowsOf(proposals).length).toBe(10_000)
  expect(counts.statements).toBe(10_050)
})

test('[DL7] a clause lies with its own words and with the words that it is searched by', () => {
  const rows = rowsOf(layRows(deskText, deskReading).clauses) as unknown as { words: string; folded: string }[]
  expect(rows.map(({ words }) => words)).toEqual(
    deskReading.clauses.map(({ start, end }) => deskText.slice(start, end)),
  )
  for (const { words, folded } of rows) expect(folded).toBe(foldText(words))
})

test('[DL11] half of a character, where a text was cut, becomes a sign that the database keeps', () => {
  const half = { ...deskReading.clauses[0]!, title: '甲\uD83D', start: 0, end: 2 }
  const json = new TextDecoder().decode(layRows('甲\uD83D', { ...deskReading, clauses: [half] }).clauses[0])
  expect(json).toContain('甲\uFFFD')
  expect(json).not.toMatch(/\\ud83d/)
})
