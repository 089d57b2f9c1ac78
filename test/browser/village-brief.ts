import { writeXlsx } from 'hucre/xlsx'
import type { BrowserContext } from 'playwright-core'
import { ask } from './office.ts'

export const BRIEF = 'village-brief'

/** Every figure that the brief of a village requires. */
export const briefFigures = {
  disputesReceived: 5,
  disputesMediated: 4,
  hazardsFound: 6,
  hazardsRemoved: 5,
  villageDisclosures: 2,
  volunteerTurns: 30,
  cleanupCampaigns: 1,
} as const

export interface BriefOf {
  readonly url: string
  readonly place: string
  readonly period: string
}

/** Fills the brief of a village and hands it in, as its editor would. @returns the reply to the last request. */
export async function handInBrief(clerk: BrowserContext, { url, place, period }: BriefOf) {
  const at = `place=${place}&period=${period}`
  const cells = Object.entries(briefFigures).map(([indicator, figure]) => ({
    place,
    indicator,
    text: String(figure),
    edition: 0,
  }))
  const saved = await ask(clerk, url, 'POST', `/api/returns/${BRIEF}/cells?${at}`, { cells })
  if (saved.status !== 200) return saved
  return ask(clerk, url, 'POST', `/api/returns/${BRIEF}/submit?${at}`)
}

/** A town's own table: its own words in two header rows, a row that nobody can place, a guess, and a wrong total. */
export async function townTable(month: string): Promise<Buffer> {
  const rows = [
    [`环市街道2026年${month}月平安建设情况统计表`],
    ['村（社区）', '矛盾纠纷', null, '安全隐患', null, '巡河护河', '乡贤捐资到账'],
    [null, '受理', '调解成功', '排查', '整改', '人次', '（元）'],
    ['五福社区居委会', 12, 9, 8, 8, '1,200', 20_000],
    ['河东片', 4, 4, '约30', 3, 80, 0],
    ['东风社区居委会', '３', 2, 5, 5, '-', 5_500],
    ['合计', 19, 16, 43, 16, 1_280, 25_500],
  ]
  const merges = [
    { startRow: 1, startCol: 0, endRow: 2, endCol: 0 },
    { startRow: 1, startCol: 1, endRow: 1, endCol: 2 },
    { startRow: 1, startCol: 3, endRow: 1, endCol: 4 },
  ]
  return Buffer.from(await writeXlsx({ sheets: [{ name: '汇总', rows, merges }] }))
}
