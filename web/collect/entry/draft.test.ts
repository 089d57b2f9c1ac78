import type { SavedCell, SaveReport } from '@gangju/contract/entry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptReport,
  askHandIn,
  beginBatch,
  countWaiting,
  type Draft,
  emptyDraft,
  endHandIn,
  forgetShown,
  isSendable,
  isUnsent,
  keyOf,
  returnBatch,
  settleConflict,
  type TypedCell,
  typeCells,
} from './draft.ts'

const typed = (indicator: string, text: string, more: Partial<TypedCell> = {}): TypedCell => ({
  place: 'V1',
  filer: 'T1',
  indicator,
  text,
  value: text === '' ? null : text,
  notApplicable: false,
  base: 0,
  fault: null,
  ...more,
})

const standing = (indicator: string, value: string | null, edition: number): SavedCell & { place: string } => ({
  place: 'V1',
  indicator,
  value,
  notApplicable: false,
  spelled: null,
  explanation: null,
  edition,
  editedBy: '陈',
  editedAt: '2026-11-05T02:00:00Z',
})

const report = (saved: SavedCell[], conflicts: SavedCell[] = []): SaveReport => ({
  submission: '1',
  version: 1,
  late: false,
  saved,
  conflicts,
  findings: [],
})

const income = keyOf({ place: 'V1', indicator: 'income' })

describe('a draft of the device', () => {
  test('[FI3] what is on its way keeps its key until the server has answered', () => {
    const draft = beginBatch(typeCells(emptyDraft, [typed('income', '5')]), 'first')
    expect(draft.batch).toMatchObject({ key: 'first', filer: 'T1', cells: [{ text: '5' }] })
    expect(draft.pending).toEqual({})
    const again = beginBatch(typeCells(draft, [typed('income', '6')]), 'second')
    expect(again.batch?.key).toBe('first')
    expect(countWaiting(again)).toBe(1)
  })

  test('[FI3] a cell typed again while on its way goes out after it, upon the edition that the server gave', () => {
    const sent = beginBatch(typeCells(emptyDraft, [typed('income', '5')]), 'first')
    const accepted = acceptReport(typeCells(sent, [typed('income', '6')]), report([standing('income', '5', 1)]), 'now')
    expect(accepted.pending[income]).toMatchObject({ text: '6', base: 1 })
    expect(accepted.batch).toBeNull()
  })

  test('[FI4] a cell that somebody else changed waits with both figures, and either may stand', () => {
    const sent = beginBatch(typeCells(emptyDraft, [typed('income', '5')]), 'first')
    const split = acceptReport(sent, report([], [standing('income', '7', 3)]), 'now')
    expect(split.conflicts[income]).toMatchObject({ mine: { text: '5' }, theirs: { value: '7', edition: 3 } })
    expect(isUnsent(split)).toBe(true)
    const mine = settleConflict(split, income, 'mine')
    expect(mine).toMatchObject({ conflicts: {}, pending: { [income]: { text: '5', base: 3 } } })
    const theirs = settleConflict(split, income, 'theirs')
    expect(theirs).toMatchObject({ conflicts: {}, pending: {}, saved: { [income]: { value: '7' } } })
    expect(typeCells(split, [typed('income', '8')]).pending[income]?.base).toBe(3)
  })

  test('[FI2] a text that is no figure stays here; the others are sent', () => {
    const draft = typeCells(emptyDraft, [typed('income', '约3', { fault: 'number.approximate' }), typed('sales', '4')])
    const sent = beginBatch(draft, 'key')
    expect(sent.batch?.cells.map(({ indicator }) => indicator)).toEqual(['sales'])
    expect(Object.keys(sent.pending)).toEqual([income])
    expect(isSendable({ ...sent, batch: null })).toBe(false)
  })

  test('[FI3] a refusal puts the cells back, stops the sending, and the next key is a new one', () => {
    const sent = beginBatch(typeCells(emptyDraft, [typed('income', '5')]), 'first')
    const back = returnBatch(sent, { code: 'return.closed', message: '已关账' })
    expect(back).toMatchObject({
      batch: null,
      pending: { [income]: { text: '5' } },
      refusal: { code: 'return.closed' },
    })
    expect(isSendable(back)).toBe(false)
    expect(isSendable(typeCells(back, [typed('income', '6')]))).toBe(true)
    const unfit = returnBatch(sent, { code: 'entry.unreadable', message: '' }, [0])
    expect(unfit).toMatchObject({ refusal: null, pending: { [income]: { fault: 'entry.refused' } } })
  })

  test('[FI3] cells of two returns go out apart', () => {
    const draft = typeCells(emptyDraft, [typed('income', '1'), typed('income', '2', { place: 'V2', filer: 'T2' })])
    expect(beginBatch(draft, 'key').batch).toMatchObject({ filer: 'T1', cells: [{ place: 'V1' }] })
  })

  test('[FI6] handing in is asked once and told once', () => {
    const asked = askHandIn(askHandIn(emptyDraft, 'T1', 'a'), 'T1', 'b')
    expect(asked.handIns).toEqual([{ filer: 'T1', key: 'a' }])
    expect(endHandIn(asked, 'T1', null)).toMatchObject({ handIns: [], refusal: null })
  })

  test('[FI4] what a later page shows itself is forgotten, an older page hides nothing', () => {
    const draft: Draft = { ...emptyDraft, saved: { [income]: standing('income', '5', 2) } }
    expect(forgetShown(draft, new Map([[income, 1]]))).toBe(draft)
    expect(forgetShown(draft, new Map([[income, 2]])).saved).toEqual({})
  })
})

/** The server as the device knows it: cells with editions, and answers kept by key. */
class Office {
  readonly cells = new Map<string, { text: string; edition: number }>()
  readonly answers = new Map<string, SaveReport>()
  readonly writes: string[] = []

  save({ key, cells }: NonNullable<Draft['batch']>): SaveReport {
    const known = this.answers.get(key)
    if (known) return known
    const saved: SavedCell[] = []
    const conflicts: SavedCell[] = []
    for (const { indicator, text, base } of cells) {
      const now = this.cells.get(indicator) ?? { text: '', edition: 0 }
      if (now.edition !== base && now.text !== text) conflicts.push(standing(indicator, now.text, now.edition))
      else {
        const edition = now.text === text ? now.edition : now.edition + 1
        this.cells.set(indicator, { text, edition })
        this.writes.push(`${indicator} ${text}`)
        saved.push(standing(indicator, text, edition))
      }
    }
    const made = report(saved, conflicts)
    this.answers.set(key, made)
    return made
  }

  editByOther(indicator: string, text: string): void {
    this.cells.set(indicator, { text, edition: (this.cells.get(indicator)?.edition ?? 0) + 1 })
  }
}

const move = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), cell: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    kind: fc.constantFrom('send' as const, 'loseRequest' as const, 'loseAnswer' as const, 'restart' as const),
  }),
  fc.record({ kind: fc.constant('other' as const), cell: fc.constantFrom('a', 'b', 'c') }),
)

test('[FI3] [FI4] whatever is lost on the way, nothing typed is lost, nothing is written twice, and no one is overwritten unseen', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const office = new Office()
      let draft = emptyDraft
      let keys = 0
      const last = new Map<string, string>()
      const send = (isAnswerLost: boolean) => {
        draft = beginBatch(draft, `key ${(keys += 1)}`)
        if (!draft.batch) return false
        const answer = office.save(draft.batch)
        if (!isAnswerLost) draft = acceptReport(draft, answer, 'now')
        return true
      }
      for (const [at, step] of moves.entries()) {
        if (step.kind === 'type') {
          const text = `mine ${at}`
          const seen = draft.saved[keyOf({ place: 'V1', indicator: step.cell })]?.edition ?? 0
          draft = typeCells(draft, [typed(step.cell, text, { base: seen })])
          last.set(step.cell, text)
        } else if (step.kind === 'other') office.editByOther(step.cell, `other ${at}`)
        else if (step.kind === 'loseRequest') draft = beginBatch(draft, `key ${(keys += 1)}`)
        else if (step.kind === 'restart') draft = JSON.parse(JSON.stringify(draft))
        else send(step.kind === 'loseAnswer')
      }
      while (send(false));
      expect(draft.pending).toEqual({})
      for (const [cell, text] of last) {
        const conflict = draft.conflicts[keyOf({ place: 'V1', indicator: cell })]
        const isWritten = office.writes.includes(`${cell} ${text}`)
        // Either it reached the server, or it waits beside the other's figure.
        expect(conflict ? conflict.mine.text : isWritten && text).toBe(text)
      }
      expect(new Set(office.writes).size).toBe(office.writes.length)
    }),
    { numRuns: 300 },
  )
})
