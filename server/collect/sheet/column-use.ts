import type { ColumnUse } from '@gangju/contract/sheets'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import { isFigureLike } from './header-block.ts'
import { type HeaderWords, unitOf } from './header-words.ts'
import { readPeriodWords } from './period-words.ts'
import { placeCodeOf } from './place-index.ts'
import type { PlanWords } from './sheet-plan.ts'

const named: readonly (readonly [RegExp, ColumnUse])[] = [
  [/^(?:统计用|行政)?(?:区划|机构|单位|行政村|村居?|镇街?)?(?:代码|编码)$|^code$/, 'code'],
  [/^(?:序号|编号|行号|行次|no\.?)$/, 'ignore'],
  [/^(?:备注|说明|填报说明|情况说明|填报人|审核人|联系人|联系电话|电话|填报日期|日期)$/, 'ignore'],
  [/^(?:统计)?(?:指标|指标名称|项目|项目名称|内容|统计内容|类别)$/, 'indicator'],
  [/^(?:计量单位)$/, 'unit'],
  [/^(?:月份|报告期|期别|时间|年月|统计时间|所属期)$/, 'period'],
  [/^(?:所属|所在)?(?:乡镇|镇街|镇|街镇|镇乡|乡镇街道|镇街道|街道|县区|县市区)(?:名称|名)?$/, 'town'],
  [
    /^(?:行政|所属|所在)?(?:村|村居|村社区|社区|村名|村居名称|行政村名称|地区|区域|名称|单位名称|填报单位|报送单位|地方|辖区)(?:名称|名)?$/,
    'place',
  ],
  [/^(?:合计|总计|小计|共计|总数|合计数)$/, 'total'],
]

/** What a column is for by its head and by what stands under it; undefined: perhaps figures. */
export function columnUseOf(head: HeaderWords, under: readonly SheetCell[], words: PlanWords): ColumnUse | undefined {
  const own = head.parts.at(-1) ?? ''
  const isUnitList = share(under, ({ text }) => unitOf(text) !== null) > 0.8
  if (own === '单位' || (own === '' && isUnitList)) return isUnitList ? 'unit' : 'place'
  if (share(under, isCodeCell) > 0.8 && under.length > 0) return 'code'
  const use = named.find(([pattern]) => pattern.test(own))?.[1]
  if (use === 'place' || use === 'town') return looksLikeFigures(under) ? undefined : use
  if (use === 'total') return head.parts.length === 1 ? 'total' : undefined
  if (use === 'indicator' && share(under, (cell) => isPlace(cell, words)) > 0.5) return 'place'
  if (use !== undefined) return use
  if (looksLikeFigures(under) || under.length === 0) return undefined
  if (share(under, ({ text }) => readPeriodWords(text, 2000).period !== null) > 0.6) return 'period'
  if (share(under, (cell) => isPlace(cell, words)) > 0.5) return 'place'
  return share(under, ({ text }) => words.match([text]).match !== null) > 0.5 ? 'indicator' : undefined
}

const looksLikeFigures = (under: readonly SheetCell[]) => share(under, isFigureLike) > 0.5

/** A code is written as twelve digits; six or nine may be a figure as well, so they need to be text. */
const isCodeCell = ({ kind, text }: SheetCell) =>
  placeCodeOf(text) !== undefined && (kind === 'text' || text.length === 12)

const isPlace = ({ kind, text }: SheetCell, { places }: PlanWords) =>
  kind === 'text' && places.find({ name: text }).kind !== 'none'

function share(cells: readonly SheetCell[], test: (cell: SheetCell) => boolean): number {
  const seen = cells.slice(0, 60).filter(({ text }) => text.trim() !== '')
  return seen.length === 0 ? 0 : seen.filter(test).length / seen.length
}
