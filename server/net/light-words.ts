import { type Decimal, formatFigure } from '@gangju/net/quantity'
import type { LightReason } from '@gangju/net/reading'

export type Lang = 'zh' | 'en'

const levelZh: Readonly<Record<string, string>> = { village: '村', town: '镇街', county: '县', city: '市' }
const levelEn: Readonly<Record<string, string>> = {
  village: 'villages',
  town: 'towns',
  county: 'counties',
  city: 'cities',
}

const points = (value: Decimal) => formatFigure(value, { decimals: 1 })

/** Why a light has its colour, in a few words that stand beside it. `collectedAt` names what did not report. */
export function lightWords(reason: LightReason, lang: Lang, collectedAt: string | null): string {
  const zh = lang === 'zh'
  switch (reason.code) {
    case 'light.ahead':
      return zh ? `快 ${points(reason.points)} 个百分点` : `${points(reason.points)} points ahead`
    case 'light.onPace':
      return zh ? '与序时同步' : 'on schedule'
    case 'light.behind':
      return zh ? `慢 ${points(reason.points)} 个百分点` : `${points(reason.points)} points behind`
    case 'light.met':
      return zh ? '已达目标' : 'target met'
    case 'light.notMet':
      return zh ? '未达目标' : 'target not met'
    case 'light.notDue':
      return zh ? `${reason.year} 年到期` : `due in ${reason.year}`
    case 'light.notReported':
    case 'light.incomplete':
      return missingWords(reason.completeness.missing, lang, collectedAt)
    case 'light.noTarget':
      return zh ? '无目标' : 'no target'
    case 'light.reference':
      return zh ? '参考指标' : 'for reference'
    case 'light.notApplicable':
      return zh ? '不适用' : 'not applicable'
    case 'light.notComparable':
      return zh ? '不可比' : 'not comparable'
  }
}

/** 未报 3 村 */
export function missingWords(count: number, lang: Lang, collectedAt: string | null): string {
  if (count <= 1 && collectedAt === null) return lang === 'zh' ? '未报' : 'not reported'
  const noun = (lang === 'zh' ? levelZh : levelEn)[collectedAt ?? ''] ?? ''
  return lang === 'zh' ? `未报 ${count} ${noun}`.trimEnd() : `${count} ${noun} not reported`
}
