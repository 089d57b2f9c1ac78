import { cueAt } from './cue.ts'
import { deal, endOfRow, splitTogether } from './distribute.ts'
import { readFigure } from './figure.ts'
import { type Figure, nounBefore, type Topic } from './figure-words.ts'
import type { Frame } from './frame.ts'
import { makeStatement } from './make-statement.ts'
import { readCommitment, readModality } from './modality.ts'
import {
  aheadOf,
  carriedMood,
  hintOf,
  isExtent,
  isPresent,
  isStanding,
  isStartOfMove,
  isYearAhead,
  leanOfLine,
  moodOf,
} from './mood.ts'
import { findPlace, mapAbove } from './place-of.ts'
import type { PlaceMention } from './place-scan.ts'
import type { PlacedMention } from './reading.ts'
import { beforeRow, borrowNoun, placeIn, placesTogether, readProportionRow, yearsOfRow } from './row.ts'
import { boundRow, dealList, dealNamed, dealTwin, labelOf, nounOfRow } from './row-words.ts'
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
  const above = mapAbove(places)
  let topic: Topic | null = null
  let topicLine = -1
  let frameAt = 0
  let placeAt = 0
  let cellAt = 0
  let previousEnd = 0
  let named: string[] = []
  let said: Topic[] = []
  let saidLine = -1
  let sentence = -1
  let label = ''

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
    if (sentence !== around.sentence) {
      named = []
      if (topicLine !== saidLine || !text.startsWith('其中', around.sentence)) said = []
      saidLine = topicLine
      label = topic ? '' : labelOf(dictionary, text, around.sentence, first.start)
    }
    sentence = around.sentence
    const carried = carriedMood(scene, around, first.start)

    const from = Math.max(around.clause, previousEnd)
    let pre = text.slice(from, first.start)
    if (pre === '' && text.charAt(from - 1) === '：')
      pre =
        text
          .slice(Math.max(around.line, from - 24), from - 1)
          .split(/[，。；：]/)
          .at(-1) ?? ''
    const lone = places[placeAt - 1]
    if (lone && opensWith(text, lone, from, first.start)) {
      pre = ''
      topic = said.findLast((before) => before.unit === first.mention.unit) ?? topic
    }
    const { dimension, unit } = first.mention
    if (topic && topic.unit !== unit && (dimension === 'amount' || dimension === 'count')) {
      const { noun } = nounBefore(dictionary, pre)
      const follows = /^(?:以上|左右|以内)?(?:[，。；、\n（]|$)/.test(text.slice(first.end, first.end + 4))
      if (follows && (noun === '' || cueAt(dictionary, 'keptVerb', noun, 0)?.end === noun.length)) {
        const hint = previousEnd < around.clause ? hintOf(scene, around) : ''
        if (hint !== '' && text.slice(previousEnd, around.clause).includes(hint)) topic = null
        else topic = said.findLast((before) => before.unit === unit) ?? topic
      }
    }
    const end = endOfRow(text, mentions, index)
    const proportion = readProportionRow(text, mentions, index, end, text.slice(around.clause, first.start))
    const rowPre = text.slice(Math.max(around.part, around.clause - 60), first.start)
    const years = end - index > 1 ? yearsOfRow(scene, around, first, end - index) : null
    const shares =
      end - index > 1 && !years && !proportion
        ? (dealTwin(pre, end - index) ??
          dealNamed(named, pre, end - index) ??
          deal(dictionary, beforeRow(pre, rowPre), end - index) ??
          dealList(dictionary, pre, mentions.slice(index, end)))
        : null
    const row = shares ? boundRow(text, mentions.slice(index, end)) : mentions.slice(index, end)
    const statements: Statement[] = []
    const last = shares || proportion || years ? end : index + 1
    for (let at = index; at < last; at++) {
      const own = row[at - index] as PlacedMention
      const share = shares?.[at - index]
      const next = mentions[at + 1]
      const post = share
        ? nounOfRow(dictionary, share, text.slice((mentions[end - 1] as PlacedMention).end, around.clauseEnd))
        : borrowNoun(text, own, next, text.slice(own.end, Math.min(around.clauseEnd, next?.start ?? text.length)))
      const ownPre = share?.pre ?? pre
      const together = share ? null : splitTogether(dictionary, ownPre)
      const pres = together ?? [ownPre]
      const each = share || together ? null : placesTogether(scene, around, own)
      const eachPlace = each?.places ?? []
      const near = share ? placeIn(scene, share.pre, around, first) : null
      for (const [turn, words] of (each ? eachPlace.map(() => each.words) : pres).entries()) {
        const read = readFigure({
          dictionary,
          mention: own.mention,
          pre: words,
          post,
          topic,
          title: frame.title,
          hint: topic ? '' : label || hintOf(scene, around),
        })
        const figure = label !== '' && read.guessed ? { ...read, guessed: false } : read
        const when = findTime(scene, frame, around, own.start)
        const place =
          eachPlace[turn] ??
          near ??
          findPlace(
            { dictionary, text, places, above, home: scene.home, frame, isRank: own.mention.dimension === 'rank' },
            around,
            first.start,
            placeAt,
          )
        const ahead = when.near ? aheadOf(scene, when) : null
        const mood = readModality(dictionary, text, around, own.start, {
          frame: moodOf(scene, frame),
          told: frame.told,
          ahead,
          carried,
          yearAhead: isYearAhead(scene, when),
          fallback: scene.lean ?? leanOfLine(text, around, own.start),
        })
        const timeStart = proportion ? first.start : own.start
        const isSettled = timeStart === own.start && (when.near || mood.modality !== 'target')
        const time =
          years?.[at - index] ?? (isSettled ? when : findTime(scene, frame, around, timeStart, mood.modality))
        const standing =
          mood.modality === 'target' &&
          (isStartOfMove(text, own, around) ||
            isPresent(text, own, around) ||
            (!when.near && (isStanding(text, own, around) || isExtent(text, own, around))))
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
        if (said.length < 24) said.push(topic)
        const isMove = figure.measure === 'growth' || figure.measure === 'change'
        if (named.length < 24 && !(isMove && named.at(-1) === topic.base)) named.push(topic.base)
      }
      previousEnd = own.end
    }
    return { statements, next: last }
  }
}

/** A place alone between the last sign and the figure: 其中玉树市12万头 speaks of what was named in that unit. */
function opensWith(text: string, place: PlaceMention, from: number, start: number): boolean {
  return (
    place.end === start &&
    place.at >= from &&
    place.at - from <= 6 &&
    /^[，、；：。和]?(?:其中|另外)?[，：]?$/.test(text.slice(from, place.at))
  )
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
