import { deal, endOfRow, splitTogether } from './distribute.ts'
import { readFigure } from './figure.ts'
import type { Figure, Topic } from './figure-words.ts'
import type { Frame } from './frame.ts'
import { makeStatement } from './make-statement.ts'
import { readCommitment, readModality } from './modality.ts'
import { aheadOf, carriedMood, hintOf, isStanding, isStartOfMove, isYearAhead, moodOf } from './mood.ts'
import { findPlace } from './place-of.ts'
import type { PlacedMention } from './reading.ts'
import { beforeRow, borrowNoun, placeIn, placesTogether, readProportionRow, yearsOfRow } from './row.ts'
import type { Scene } from './scene.ts'
import { lookAround } from './span.ts'
import type { Statement } from './statement.ts'
import { tellCell } from './tell-cell.ts'
import { findTime } from './time-of.ts'

interface Told {
  readonly statements: readonly Statement[]
  readonly next: number
}

/** Tells the figures of a scene one after the other; what one says is the topic of the next. */
export function makeTeller(scene: Scene): (index: number) => Told {
  const { reading, dictionary, mentions, places } = scene
  const text = reading.text
  let topic: Topic | null = null
  let topicLine = -1
  let frameAt = 0
  let placeAt = 0
  let cellAt = 0
  let previousEnd = 0

  return (index) => {
    const first = mentions[index] as PlacedMention
    while (frameAt < scene.frames.length - 1 && (scene.frames[frameAt]?.end ?? 0) < first.start) frameAt++
    while (placeAt < places.length && (places[placeAt]?.at ?? 0) < first.start) placeAt++
    while (cellAt < scene.cells.length && (scene.cells[cellAt]?.end ?? 0) <= first.start) cellAt++
    const frame = scene.frames[frameAt] as Frame
    const around = lookAround(text, first)
    if (topicLine !== frame.start) topic = null
    topicLine = frame.start
    const cell = scene.cells[cellAt]
    if (cell && first.at >= cell.start && first.at < cell.end) {
      previousEnd = first.end
      return { statements: [tellCell(scene, first, cell, frame, around)], next: index + 1 }
    }
    const carried = carriedMood(scene, around, first.start)

    const from = Math.max(around.clause, previousEnd)
    let pre = text.slice(from, first.start)
    if (pre === '' && text.charAt(from - 1) === '：')
      pre =
        text
          .slice(Math.max(around.line, from - 24), from - 1)
          .split(/[，。；：]/)
          .at(-1) ?? ''
    const end = endOfRow(text, mentions, index)
    const proportion = readProportionRow(text, mentions, index, end, text.slice(around.clause, first.start))
    const rowPre = text.slice(Math.max(around.part, around.clause - 60), first.start)
    const years = end - index > 1 ? yearsOfRow(scene, around, first, end - index) : null
    const shares = end - index > 1 && !years ? deal(dictionary, beforeRow(pre, rowPre), end - index) : null
    const statements: Statement[] = []
    const last = shares || proportion || years ? end : index + 1
    for (let at = index; at < last; at++) {
      const own = mentions[at] as PlacedMention
      const share = shares?.[at - index]
      const next = mentions[at + 1]
      const post = share
        ? ''
        : borrowNoun(text, own, next, text.slice(own.end, Math.min(around.clauseEnd, next?.start ?? text.length)))
      const ownPre = share?.pre ?? pre
      const together = share ? null : splitTogether(dictionary, ownPre)
      const pres = together ?? [ownPre]
      const each = share || together ? null : placesTogether(scene, around, own)
      const eachPlace = each?.places ?? []
      const near = share ? placeIn(scene, share.pre, around, first) : null
      for (const [turn, words] of (each ? eachPlace.map(() => each.words) : pres).entries()) {
        const figure = readFigure({
          dictionary,
          mention: own.mention,
          pre: words,
          post,
          topic,
          title: frame.title,
          hint: topic ? '' : hintOf(scene, around),
        })
        const said = findTime(scene, frame, around, own.start)
        const place =
          eachPlace[turn] ??
          near ??
          findPlace(
            { dictionary, text, places, home: scene.home, frame, isRank: own.mention.dimension === 'rank' },
            around,
            first.start,
            placeAt,
          )
        const ahead = said.near ? aheadOf(scene, said) : null
        const mood = readModality(dictionary, text, around, own.start, {
          frame: moodOf(scene, frame),
          ahead,
          carried,
          yearAhead: isYearAhead(scene, said),
          fallback: scene.lean,
        })
        const time = years?.[at - index] ?? findTime(scene, frame, around, own.start, mood.modality)
        const standing =
          mood.modality === 'target' &&
          (isStartOfMove(text, own, around) || (!said.near && isStanding(text, own, around)))
        const commitment = mood.modality === 'target' ? readCommitment(dictionary, text, around, own.start) : null
        statements.push(
          makeStatement(scene, own, inTurn(figure, proportion, at - index), {
            around,
            frame,
            place,
            time,
            mood: standing ? { modality: 'actual', guessed: true } : mood,
            commitment: standing ? null : commitment,
          }),
        )
        topic = nextTopic(topic, figure, own)
      }
      previousEnd = own.end
    }
    return { statements, next: last }
  }
}

function nextTopic(topic: Topic | null, figure: Figure, own: PlacedMention): Topic {
  return {
    base: figure.base ?? topic?.base ?? figure.indicator,
    indicator:
      figure.measure === 'change' || figure.measure === 'rank'
        ? (topic?.indicator ?? figure.indicator)
        : figure.indicator,
    measure: figure.measure,
    unit: own.mention.unit,
  }
}

/** 第一、第二 and 第三产业占比 in 13.2:29.9:56.9. */
function inTurn(figure: Figure, names: readonly string[] | null, turn: number): Figure {
  const name = names?.[turn]
  return name === undefined
    ? figure
    : { ...figure, measure: 'ratio', indicator: name, known: null, base: null, guessed: false }
}
