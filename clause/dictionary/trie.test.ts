import { describe, expect, it } from 'vitest'
import idioms from './idioms.json' with { type: 'json' }
import { buildTrie, findLongest, findLongestBackwards } from './trie.ts'
import units from './units.json' with { type: 'json' }

describe('tries', () => {
  const trie = buildTrie([
    ['公', 1],
    ['公顷', 2],
    ['', 3],
    ['公顷', 4],
  ])

  it('[CM5] finds the longest word, the first entry of two alike', () => {
    expect(findLongest(trie, '15公顷', 2)).toEqual({ end: 4, entry: 2 })
    expect(findLongest(trie, '15公里', 2)).toEqual({ end: 3, entry: 1 })
    expect(findLongest(trie, '15亩', 2)).toBeUndefined()
    expect(findLongest(trie, '15公', 3)).toBeUndefined()
  })

  it('[CM7] finds backwards what ends at a place', () => {
    const back = buildTrie([['于少不', 'ge']])
    expect(findLongestBackwards(back, '总数不少于', 5)).toEqual({ end: 2, entry: 'ge' })
    expect(findLongestBackwards(back, '少于', 2)).toBeUndefined()
  })
})

describe('data of units and idioms', () => {
  it('[CM5] every unit stands once, and a multiple names a base that is there', () => {
    const texts = units.map((unit) => unit.text)
    expect(new Set(texts).size).toBe(texts.length)
    for (const unit of units as { text: string; base?: string; factor?: string }[]) {
      expect(unit.base === undefined).toBe(unit.factor === undefined)
      if (unit.base !== undefined) expect(texts).toContain(unit.base)
      if (unit.factor !== undefined) expect(Number(unit.factor)).toBeGreaterThan(0)
    }
  })

  it('[CM10] every idiom stands once and is at least two signs long', () => {
    expect(new Set(idioms).size).toBe(idioms.length)
    for (const idiom of idioms) expect(idiom.length).toBeGreaterThan(1)
  })
})
