import { period } from './collect-ground.mjs'

/** Roll-ups of the month that are not the sum of the villages' figures, at every level; 0 unless something was lost. */
export async function countDifferences(bare, { form, villages }) {
  const { rows } = await bare.query(
    `with wanted as (
       select c.ancestor_id as place_id, o.indicator_id, sum(o.value) as total
       from observation o join cover c on c.descendant_id = o.place_id and c.until is null
       where o.period = $1 and o.superseded_at is null and o.source_id = $2 group by 1, 2)
     select count(*) filter (where r.total is distinct from w.total)::int as differences, count(distinct w.place_id)::int as places
     from wanted w join indicator i using (indicator_id)
     left join rollup r on r.place_id = w.place_id and r.indicator_id = w.indicator_id and r.period = $1
     where i.over_places = 'sum'`,
    [period, form.sourceId],
  )
  const stored = await bare.query(
    `select count(*)::int as figures from observation where period = $1 and superseded_at is null and value is not null`,
    [period],
  )
  return {
    rolledUpPlaces: rows[0].places,
    differences: rows[0].differences,
    figuresMissing: villages.length * form.entry.columns.length - stored.rows[0].figures,
  }
}
