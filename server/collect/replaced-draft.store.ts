import type { ReplacedDraft } from '@gangju/contract/returns'
import { equalDecimals, parseDecimal } from '@gangju/net/quantity'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { ReturnValue } from './fault.ts'

interface AnsweredCell {
  readonly version: number
  readonly placeId: number
  readonly indicatorId: number
  readonly value: string | null
  readonly missing: string | null
  readonly edition: number
  readonly editor: string
  readonly editorName: string
}

export interface Replacing {
  readonly key: {
    readonly countyId: number
    readonly placeId: number
    readonly formId: number
    readonly period: string
  }
  readonly values: readonly (ReturnValue & { readonly indicatorId: number })[]
  readonly personId: string
}

/** The draft that a filing would put away, when people answered cells of it otherwise; what the draft began with is nobody's answer [CO16]. */
export async function findReplacedDraft(
  db: Db,
  { key, values, personId }: Replacing,
): Promise<ReplacedDraft | undefined> {
  const filed = new Map(values.map((one) => [`${one.place.placeId} ${one.indicatorId}`, one]))
  const differing = (await listAnswered(db, key)).filter(
    (cell) => !isSame(cell, filed.get(`${cell.placeId} ${cell.indicatorId}`)),
  )
  const [first] = differing
  if (!first) return undefined
  const others = differing.filter(({ editor }) => editor !== personId)
  const people = [...new Set(others.map(({ editorName }) => editorName))].toSorted()
  const seal = `${first.version}-${differing.length}-${differing.reduce((sum, { edition }) => sum + edition, 0)}`
  return { seal, cells: differing.length, byOthers: others.length, people }
}

function isSame({ value, missing }: AnsweredCell, filed: ReturnValue | undefined): boolean {
  if (!filed || filed.missing !== missing) return false
  if (value === null || filed.value === null) return value === filed.value
  return equalDecimals(parseDecimal(value), filed.value)
}

async function listAnswered(db: Db, { countyId, placeId, formId, period }: Replacing['key']) {
  const { rows } = await sql<AnsweredCell>`
    select s.version, v.place_id, v.indicator_id, v.value, v.missing, v.edition, coalesce(v.edited_by, s.filed_by) as editor,
           coalesce(who.name, '') as editor_name
    from submission s
    join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
    left join person who on who.person_id = coalesce(v.edited_by, s.filed_by)
    where s.county_id = ${countyId} and s.place_id = ${placeId} and s.form_id = ${formId} and s.period = ${period}
      and s.state = 'draft' and (v.edited_by is not null or v.cell is not null)
      and v.missing is distinct from 'notReported'`.execute(db)
  return rows
}
