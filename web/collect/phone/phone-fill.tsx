import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { StepLink } from '../../net/slice.tsx'
import { HandInDialog } from '../entry/hand-in-dialog.tsx'
import { RefusalLine } from '../entry/save-state.tsx'
import { isAnswered } from '../entry/sheet.ts'
import type { PlacedFinding } from '../entry/sheet-memory.ts'
import { StandingLines } from '../entry/standing-line.tsx'
import { type Entry, listReady } from '../entry/use-entry.ts'
import { useHandedIn } from '../entry/use-handed-in.ts'
import { PhoneSection } from './phone-section.tsx'
import { PhoneState } from './phone-state.tsx'
import { type MarkedSection, sectionMarks } from './section-marks.ts'
import './phone.css'

/** A return on a phone: one place, one section at a time. */
export function PhoneFill({ entry }: { readonly entry: Entry }) {
  const { say, language } = useWords()
  const { form } = entry.page
  const [rowAt, setRow] = useState(entry.rows.length === 1 ? 0 : -1)
  const [isHandingIn, setHandingIn] = useState(false)
  const handedIn = useHandedIn(entry)
  const sections = form.sections.filter(({ code }) => form.columns.some(({ section }) => section === code))
  const marksOf = (at: number) => sectionMarks(entry.rows[at]!, form.columns, entry.rowFindings[at] ?? [])
  // What was given back is opened first.
  const [begun] = useState(() => {
    const marks = entry.rows[rowAt] ? marksOf(rowAt) : undefined
    const at = sections.findIndex(({ code }) => marks?.get(code)?.mark === 'returned')
    return { at: Math.max(0, at), indicator: marks?.get(sections[at]?.code ?? '')?.indicator ?? null }
  })
  const [sectionAt, setSection] = useState(begun.at)
  const [wanted, setWanted] = useState(begun.indicator)
  const section = sections[sectionAt]
  const row = entry.rows[rowAt]
  const marks = row ? marksOf(rowAt) : undefined
  const show = ({ row: at, column }: PlacedFinding) => {
    setHandingIn(false)
    setRow(at)
    setSection(sections.findIndex(({ code }) => code === form.columns[column]?.section))
    setWanted(form.columns[column]?.indicator ?? null)
  }
  const step = (by: 1 | -1) => {
    setSection(sectionAt + by)
    setWanted(null)
    window.scrollTo(0, 0)
  }
  const mayHandIn = listReady(entry).length > 0
  return (
    <div className="phone-fill" data-testid="phone-fill">
      <p className="phone-head">
        {row && entry.rows.length > 1 ? (
          <button type="button" className="link" onClick={() => setRow(-1)}>
            ‹ {say('phone.places')}
          </button>
        ) : (
          <StepLink to="/returns">{say('phone.back')}</StepLink>
        )}
        <PhoneState entry={entry} />
      </p>
      <h1>{language === 'zh' ? form.name : form.nameEn}</h1>
      <p>
        {row?.place.name ?? entry.page.place.name} · {entry.page.period}
      </p>
      <progress max={entry.asked} value={entry.filled} aria-label={say('entry.title')} />
      <small data-testid="phone-progress">{say('entry.done', { filled: entry.filled, asked: entry.asked })}</small>
      <StandingLines entry={entry} />
      <RefusalLine entry={entry} />
      {handedIn ? (
        <p className="state partial" role="status" data-testid="handed-in">
          <strong>{say('entry.handedIn')}</strong>
        </p>
      ) : null}
      {row && section ? (
        <>
          <nav className="phone-sections">
            {sections.map(({ code, name, nameEn }, at) => (
              <button
                key={code}
                type="button"
                aria-current={at === sectionAt ? 'step' : undefined}
                onClick={() => setSection(at)}
                data-testid={`section-${code}`}
              >
                {language === 'zh' ? name : nameEn}
                <SectionSign marked={marks?.get(code)} />
              </button>
            ))}
          </nav>
          <PhoneSection
            key={`${row.place.code} ${section.code}`}
            entry={entry}
            at={rowAt}
            section={section.code}
            wanted={wanted}
          />
          <p className="phone-steps">
            <button type="button" disabled={sectionAt === 0} onClick={() => step(-1)}>
              {say('phone.previousSection')}
            </button>
            {sectionAt + 1 < sections.length ? (
              <button type="button" className="main" onClick={() => step(1)} data-testid="next-section">
                {say('phone.nextSection')}
              </button>
            ) : mayHandIn ? (
              <button type="button" className="main" onClick={() => setHandingIn(true)} data-testid="hand-in">
                {say('entry.handIn')}
              </button>
            ) : null}
          </p>
        </>
      ) : (
        <PlaceChoice entry={entry} onChoose={setRow} />
      )}
      {isHandingIn ? <HandInDialog entry={entry} onClose={() => setHandingIn(false)} onShow={show} /> : null}
    </div>
  )
}

function SectionSign({ marked }: { readonly marked: MarkedSection | undefined }) {
  const { say } = useWords()
  if (!marked) return null
  const words = say(`phone.mark.${marked.mark}`, { count: marked.count })
  return (
    <i className={`section-sign ${marked.mark}`} role="img" aria-label={words} title={words} data-testid="section-sign">
      {marked.sign}
      {marked.count}
    </i>
  )
}

function PlaceChoice({ entry, onChoose }: { readonly entry: Entry; readonly onChoose: (row: number) => void }) {
  const { say } = useWords()
  return (
    <ul className="phone-list" aria-label={say('phone.places')}>
      {entry.rows.map(({ place, cells }, at) => (
        <li key={place.code}>
          <button type="button" onClick={() => onChoose(at)} data-testid="phone-place" data-place={place.code}>
            <b>{place.name}</b>
            <small>
              {say('entry.done', {
                filled: cells.filter(isAnswered).length,
                asked: cells.filter(({ home }) => home === null).length,
              })}
            </small>
          </button>
        </li>
      ))}
    </ul>
  )
}
