import { type ReactNode, useEffect } from 'react'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { momentText } from './clock-text.ts'
import { useGoalName } from './goal-names.ts'
import { useWords } from './language.tsx'
import { usePlaceName } from './place-name.ts'
import { useMe } from './session.tsx'
import { useSlice } from './slice.tsx'

export interface PageHeadProps {
  readonly title: ReactNode
  /** The title as plain words, for the window and for paper. */
  readonly name: string
  readonly demo?: boolean
  /** The moment that the figures were read for. */
  readonly asOf?: string | undefined
  readonly paper?: 'A4' | 'A4 landscape' | 'A3 landscape'
  readonly children?: ReactNode
}

/** A page's title with its tools; on paper the coordinates, the moment, the reader and the page number. */
export function PageHead({ title, name, demo = false, asOf, paper = 'A4', children }: PageHeadProps) {
  const { say } = useWords()
  const slice = useSlice()
  const me = useMe()
  const place = usePlaceName(slice.place)
  const goal = useGoalName(slice.goal) ?? slice.goal ?? say('bar.allGoals')
  const coordinates = `${say('bar.goal')} ${goal} ▸ ${say('bar.place')} ${place} ▸ ${say('bar.period')} ${slice.period} ▸ ${say('bar.asOf')} ${momentText(asOf ?? slice.asOf ?? new Date())}`
  useEffect(() => {
    document.title = `${name} · ${place} · ${slice.period} · ${say('app.name')}`
  }, [name, place, slice.period, say])
  return (
    <>
      <style media="print">
        {paperRules({
          paper,
          left: `${name}　${coordinates}`,
          right: say('print.viewer', { name: me.name }),
          page: say('print.page', { page: '\u0001', pages: '\u0002' }),
        })}
      </style>
      <header className="page-head">
        <h1>{title}</h1>
        <DemoBadge demo={demo} long />
        <span className="page-tools no-print">
          {children}
          <button type="button" className="quiet" onClick={() => window.print()}>
            {say('bar.print')}
          </button>
        </span>
        <p className="only-print">
          {coordinates}　{say('print.viewer', { name: me.name })}
        </p>
      </header>
    </>
  )
}

interface PaperWords {
  readonly paper: string
  readonly left: string
  readonly right: string
  readonly page: string
}

/** Running head and foot of every sheet; \u0001 and \u0002 stand for the counters. */
function paperRules({ paper, left, right, page }: PaperWords): string {
  const counted = quoted(page).replace('\u0001', '" counter(page) "').replace('\u0002', '" counter(pages) "')
  const small = 'font-size: 8pt; color: #555'
  return `@page { size: ${paper}; margin: 14mm 10mm 14mm; @top-left { content: ${quoted(left)}; ${small}; white-space: nowrap } @bottom-left { content: ${quoted(right)}; ${small} } @bottom-right { content: ${counted}; ${small} } }`
}

const quoted = (text: string) => `"${text.replace(/["\\\n<]/g, ' ')}"`
