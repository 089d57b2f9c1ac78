import { describe, expect, test } from 'vitest'
import {
  checkAlignment,
  childPath,
  codesOfPath,
  EVERY_GOAL,
  isWithinGoal,
  mayContain,
  parentPath,
  programmePath,
  subtreeRange,
} from './index.ts'

test('[GO1] levels may be left out, never turned round', () => {
  expect(mayContain('programme', 'action')).toBe(true)
  expect(mayContain('programme', 'target')).toBe(true)
  expect(mayContain('measure', 'action')).toBe(false)
  expect(mayContain('action', 'programme')).toBe(false)
  expect(mayContain('target', 'task')).toBe(false)
})

describe('paths', () => {
  const action = childPath(childPath(EVERY_GOAL, 'jm'), 'a1')
  const measure = childPath(action, 'm03')

  test('[GO2] a subtree is what begins with its path', () => {
    expect(measure).toBe('jm/a1/m03/')
    expect(isWithinGoal(measure, action)).toBe(true)
    expect(isWithinGoal('jm/a10/', action)).toBe(false)
    expect(isWithinGoal(measure, EVERY_GOAL)).toBe(true)
  })
  test('[GO2] a subtree is an interval of text', () => {
    const { from, before } = subtreeRange(action)
    expect(from <= measure && measure < before!).toBe(true)
    expect('jm/a10/' >= from && 'jm/a10/' < before!).toBe(false)
    expect(subtreeRange(EVERY_GOAL).before).toBeNull()
  })
  test('[GO2] the way back up', () => {
    expect(parentPath(measure)).toBe(action)
    expect(parentPath('jm/')).toBe(EVERY_GOAL)
    expect(parentPath(EVERY_GOAL)).toBeUndefined()
    expect(codesOfPath(measure)).toEqual(['jm', 'a1', 'm03'])
    expect(programmePath(measure)).toBe('jm/')
  })
  test.each(['', 'A1', 'a/b', '-a', 'a b', '纲', 'a'.repeat(41)])('[GO2] the code %j is refused', (code) => {
    expect(() => childPath(EVERY_GOAL, code)).toThrow('goal.codeMalformed')
  })
})

test('[GO3] a node aligns to another programme above its own', () => {
  const city = { path: 'jm/a1/', programmeLevel: 'city' as const }
  const county = { path: 'xinhui/a2/', programmeLevel: 'county' as const }
  expect(() => checkAlignment(county, city)).not.toThrow()
  expect(() => checkAlignment(city, county)).toThrow('goal.alignmentDownward')
  expect(() => checkAlignment(county, { ...county, path: 'taishan/a2/' })).toThrow('goal.alignmentDownward')
  expect(() => checkAlignment(county, { path: 'xinhui/a3/', programmeLevel: 'city' })).toThrow('goal.alignmentInside')
})
