import { findLongest } from '../dictionary/trie.ts'
import { readFigure } from './figure.ts'
import type { Frame } from './frame.ts'
import { makeStatement } from './make-statement.ts'
import { moodOf } from './mood.ts'
import type { PlacedMention } from './reading.ts'
import type { Scene } from './scene.ts'
import type { Surroundings } from './span.ts'
import type { Modality, Statement } from './statement.ts'
import { bareLabel, DERIVED, type TableCell } from './table.ts'
import { findTime } from './time-of.ts'

/** The place that a label is, by the dictionary. */
function nameInRow(scene: Scene, words: string): { readonly name: string } | undefined {
  const full = findLongest(scene.dictionary.places, words, 0)
  const hit = full && full.end === words.length ? full : findLongest(scene.dictionary.shortPlaces, words, 0)
  return hit && hit.end === words.length ? hit.entry[0] : undefined
}

/** Tells the figure of a cell by its row and its column: either may be the place, the year or the indicator [CS12]. */
export function tellCell(
  scene: Scene,
  own: PlacedMention,
  cell: TableCell,
  frame: Frame,
  around: Surroundings,
): Statement {
  const { dictionary } = scene
  const isPlace = (words: string) =>
    nameInRow(scene, words) ??
    (/^[\u4e00-\u9fff]{2,5}(?:镇|乡|街道|村|社区|县|区|市)$/.test(words) && !/^(?:全|各)/.test(words)
      ? { name: words }
      : undefined)
  const rowPlace = isPlace(bareLabel(cell.row))
  const besides = cell.place === '' ? undefined : isPlace(cell.place)
  const columnPlace = isPlace(bareLabel(cell.column))
  const column = bareLabel(cell.column)
  const isTime = /\d{4}|目标|实绩|完成|计划|预期|实际|数值|指标值|今年|去年|上年|基期/.test(column)
  const derived = DERIVED.test(column)
    ? column.replace(/^(?:同比|比上年|较上年)?(?:增长|增减|增幅|增速|增长率)?$/, '增速')
    : ''
  const owner = /\d{4}|^(?:总量|绝对量|绝对值|完成数|累计|本期|数值|实绩)$/.test(cell.of) ? '' : cell.of
  const label = derived
    ? `${rowPlace || cell.named ? owner : bareLabel(cell.row)}${derived}`
    : rowPlace || cell.named
      ? column
      : columnPlace || isTime
        ? bareLabel(cell.row)
        : `${bareLabel(cell.row)}${/^(?:合计|小计|总计)$/.test(bareLabel(cell.row)) ? column : ''}`
  const figure = readFigure({
    dictionary,
    mention: own.mention,
    pre: label,
    post: '',
    topic: null,
    title: frame.title,
    hint: '',
  })
  const found = rowPlace ?? columnPlace ?? besides
  const place = found
    ? { name: found.name, carried: false }
    : { name: (frame.place ?? scene.home)?.name ?? null, carried: true }
  const year = /(20\d\d)/.exec(column)?.[1] ?? /(20\d\d)/.exec(cell.row)?.[1]
  const fallback = findTime(scene, frame, around, own.start)
  const time = year ? { ...fallback, year: Number(year), near: true, period: null } : fallback
  const isActual = /实绩|实际|完成|上年|去年|基期|现状/.test(column)
  const isTarget = /目标|计划|预期|任务/.test(column)
  const ahead = year && scene.date.year !== null ? time.year - scene.date.year : 0
  const modality: Modality = isActual
    ? 'actual'
    : isTarget || ahead > 0
      ? 'target'
      : ahead < 0
        ? 'actual'
        : (moodOf(scene, frame) ?? 'actual')
  const commitment = modality === 'target' && /预期/.test(column) ? ('expected' as const) : null
  return makeStatement(scene, own, figure, {
    around,
    frame,
    place,
    time,
    mood: { modality, guessed: !isActual && !isTarget },
    commitment,
  })
}
