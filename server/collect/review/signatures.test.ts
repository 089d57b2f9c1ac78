import { expect, test } from 'vitest'
import type { ListedHistory } from '../submission.store.ts'
import { signaturesOf } from './signatures.ts'

const line = (verb: string, actor: string, minute: number): ListedHistory => ({
  verb,
  actor,
  name: `名${actor}`,
  at: new Date(Date.UTC(2026, 10, 5, 8, minute)),
})
const headOf = (history: readonly ListedHistory[], chain: readonly ('village' | 'town' | 'county')[]) =>
  signaturesOf(history, { placeLevel: 'village', state: 'submitted' }, chain).at(-1)!.name

const typed = [line('submission.draft', 'a', 1), line('submission.draft', 'b', 2)]

test('[AP10] the head of the unit approves at its level, or hands in without having typed', () => {
  const handedIn = [...typed, line('submission.submit', 'c', 3), line('submission.approve', 'd', 4)]
  expect(headOf(handedIn, ['village', 'town'])).toBe('名d')
  expect(headOf(handedIn, ['town', 'county'])).toBe('名c')
  expect(headOf([...typed, line('submission.submit', 'b', 3)], ['town', 'county'])).toBeNull()
  expect(headOf(typed, ['town', 'county'])).toBeNull()
})
