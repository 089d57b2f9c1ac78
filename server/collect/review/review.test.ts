import { Problem } from '@gangju/net/problem'
import { describe, expect, test } from 'vitest'
import {
  canReview,
  decideReview,
  evolveReview,
  type ReviewCommand,
  type ReviewRules,
  type ReviewStanding,
} from './review.ts'

const rules: ReviewRules = { chain: ['town', 'county'], twoPersons: true }
const draft: ReviewStanding = { state: 'draft', step: 0, version: 1 }
const submitted: ReviewStanding = { state: 'submitted', step: 0, version: 2 }
const town = { levels: ['town'], isFiler: false, hasApproved: false, openColumns: [] } as const
const county = { levels: ['county'], isFiler: false, hasApproved: false, openColumns: [] } as const
const codeOf = (standing: ReviewStanding, command: ReviewCommand, with_ = rules): string => {
  try {
    decideReview(standing, command, with_)
    return 'done'
  } catch (error) {
    return error instanceof Problem ? error.code : String(error)
  }
}

describe('review', () => {
  test('[AP1] draft, handed in, approved by town and county: the last approval is final', () => {
    let standing = draft
    for (const command of [{ kind: 'submit' }, { kind: 'approve', ...town }, { kind: 'approve', ...county }] as const) {
      standing = evolveReview(standing, decideReview(standing, command, rules))
    }
    expect(standing).toEqual({ state: 'approved', step: 2, version: 4 })
  })

  test.each([
    ['town at the town step', 'done', submitted, { kind: 'approve', ...town }],
    ['county at the town step', 'done', submitted, { kind: 'approve', ...county }],
    ['town at the county step', 'submission.step', { ...submitted, step: 1 }, { kind: 'approve', ...town }],
    [
      'village at the town step',
      'submission.step',
      submitted,
      { kind: 'approve', levels: ['village'], isFiler: false, hasApproved: false, openColumns: [] },
    ],
    [
      'zone at the town step',
      'submission.step',
      submitted,
      { kind: 'approve', levels: ['zone'], isFiler: false, hasApproved: false, openColumns: [] },
    ],
    [
      'nobody',
      'submission.step',
      submitted,
      { kind: 'approve', levels: [], isFiler: false, hasApproved: false, openColumns: [] },
    ],
    [
      'town returns at the county step',
      'submission.step',
      { ...submitted, step: 1 },
      { kind: 'return', reason: '数字不符', ...town },
    ],
  ] as const)('[AP2] %s: %s', (_, code, standing, command) => {
    expect(codeOf(standing, command)).toBe(code)
  })

  test('[AP3] who filed may not approve, unless the installation says so; they may give it back', () => {
    const own = { levels: ['city'], isFiler: true, hasApproved: false, openColumns: [] } as const
    expect(codeOf(submitted, { kind: 'approve', ...own })).toBe('submission.ownApproval')
    expect(codeOf(submitted, { kind: 'approve', ...own }, { ...rules, twoPersons: false })).toBe('done')
    expect(codeOf(submitted, { kind: 'return', reason: '填错', ...own })).toBe('done')
  })

  test('[AP4] what is returned or approved is closed; only a draft is handed in', () => {
    for (const state of ['returned', 'approved', 'draft'] as const) {
      expect(codeOf({ ...submitted, state }, { kind: 'approve', ...county })).toBe('submission.state')
      expect(codeOf({ ...submitted, state }, { kind: 'return', reason: 'x', ...county })).toBe('submission.state')
    }
    for (const state of ['submitted', 'returned', 'approved'] as const) {
      expect(codeOf({ ...submitted, state }, { kind: 'submit' })).toBe('submission.state')
    }
  })

  test('what may be done is what would be let through', () => {
    expect(canReview(submitted, { kind: 'approve', ...town }, rules)).toBe(true)
    expect(canReview(draft, { kind: 'approve', ...town }, rules)).toBe(false)
  })
})
