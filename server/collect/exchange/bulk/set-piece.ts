import { type DataValueIn, DataValueSetIn } from '@gangju/contract/exchange'
import { Problem } from '@gangju/net/problem'
import { parseStrictJson } from '../../../http/strict-json.ts'
import { incomingOfSet } from '../incoming-value.ts'
import type { BulkProgress } from './bulk.store.ts'
import { mostPairs, type Piece, type Window } from './csv-piece.ts'
import { nextElements, setHeadOf } from './json-elements.ts'

const Head = DataValueSetIn.omit({ dataValues: true, completeDate: true })
const Value = DataValueSetIn.shape.dataValues.element

/**
 * The next values of a DHIS2 data value set [EX12]. The keys of the set stand in front of its values, so that
 * the first of them can be read; handing in is asked for by itself.
 *
 * @throws Problem `bulk.unreadable`
 */
export function nextSetPiece({ bytes, isLast, most }: Window, progress: BulkProgress): Piece {
  if (progress.head === null) {
    const found = setHeadOf(bytes)
    if (!found || !Head.safeParse(parsed(Buffer.from(found.text))).success) throw unreadable(progress.values)
    const next = { ...progress, offset: progress.offset + found.end, head: found.text }
    return { values: [], next, isEnd: false }
  }
  const set = Head.parse(parsed(Buffer.from(progress.head)))
  const isFirst = progress.values === 0
  const { texts, end, state } = nextElements(bytes, { most, isLast, isFirst })
  const isStuck = texts.length === 0 && state === 'more'
  if (state === 'broken' || isStuck) throw unreadable(progress.values + texts.length)
  const dataValues: DataValueIn[] = []
  const indexes: number[] = []
  const unreadables: number[] = []
  const pairs = new Set<string>()
  for (const [position, text] of texts.entries()) {
    const index = progress.values + position
    const value = Value.safeParse(parsed(text))
    if (value.success) {
      if (pairs.add(`${value.data.orgUnit} ${value.data.period}`).size > mostPairs) {
        const before = texts[position - 1]!
        return pieceOf(before.byteOffset - bytes.byteOffset + before.length, position)
      }
      dataValues.push(value.data)
      indexes.push(index)
    } else unreadables.push(index)
  }
  return { ...pieceOf(end, texts.length), isEnd: state === 'whole' }

  function pieceOf(until: number, count: number): Piece {
    const values = incomingOfSet({ ...set, dataValues }).map((one, at) => ({ ...one, index: indexes[at]! }))
    const next = { ...progress, offset: progress.offset + until, values: progress.values + count }
    return { values, unreadable: unreadables, next, isEnd: false }
  }
}

const parsed = (text: Buffer): unknown => {
  try {
    return parseStrictJson(text)
  } catch {
    return undefined
  }
}

const unreadable = (index: number) => new Problem('bulk.unreadable', { index })
