import { describe, expect, it } from 'vitest'
import { defaultDictionary } from '../dictionary/default.ts'
import { findMentions } from '../mention/find-mentions.ts'
import { findLastCue } from './cue.ts'
import { indexCues } from './cue-index.ts'
import { readStatements } from './read-statements.ts'

const dictionary = defaultDictionary()

describe('the index of cues', () => {
  const text = '会议强调，全市要确保增长6%，力争7%；去年完成投资30亿元，预计今年全县突破40亿元。'
  const kinds = ['switchFuture', 'strongTarget', 'strongActual', 'clauseTarget', 'firm', 'stretch', 'expected', 'home']

  it('[CS6] finds for every stretch what a search without it finds', () => {
    const indexed = { ...dictionary, spotted: indexCues(dictionary.cues, text) }
    for (const kind of kinds) {
      for (let from = 0; from < text.length; from++) {
        for (let to = from; to <= text.length; to++) {
          expect(findLastCue(indexed, kind, text, from, to)).toEqual(findLastCue(dictionary, kind, text, from, to))
        }
      }
    }
  })
})

describe('the bound on figures', () => {
  it('[CS15] of more than 100,000 figures the first 100,000 are told', () => {
    const text = '、10亿元'.repeat(100_050)
    const statements = readStatements(text, dictionary, { date: '2024' })
    expect(statements).toHaveLength(100_000)
    expect(statements.at(-1)?.offset).toBe(5 * 99_999 + 1)
  }, 30_000)

  it('[CS15] mentions end at the number asked for', () => {
    expect(findMentions('10亿元、20亿元、30亿元', dictionary, 2)).toHaveLength(2)
  })
})
