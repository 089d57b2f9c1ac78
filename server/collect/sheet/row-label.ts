import { plainHeader } from '../return-layout.ts'

export type RowLabel =
  | { readonly kind: 'plain' }
  | { readonly kind: 'foot' }
  /** `part`: of the rows before it or after it; `whole`: of all; `named`: of what is named before the word: 东镇小计. */
  | { readonly kind: 'total'; readonly of: 'part' | 'whole' }
  | { readonly kind: 'total'; readonly of: 'named'; readonly name: string }

const whole = /^(?:合计|总计|共计|总数|累计|全镇|全街道?|全县|全市|全区|全省)(?:合计|总计|数)?$|^(?:grand)?total$/
const part = /^(?:小计|分计|subtotal)$/
const named = /^(.{1,30}?)(?:合计|小计|总计|汇总)$/
const foot =
  /^(?:制表|填表|填报|审核|负责|单位负责|复核|统计负责)人?(?:签[字名])?[:：]|^(?:填报|报出|制表)(?:日期|时间)[:：]?|^联系(?:人|电话)[:：]|^(?:注|备注|说明)[:：0-9]/

/** What the words at the head of a row say, beside a place's name [XL6]. */
export function readRowLabel(texts: readonly string[]): RowLabel {
  for (const text of texts) {
    const plain = plainHeader(text).replace(/^[一二三四五六七八九十]{1,3}、/, '')
    if (plain === '') continue
    if (foot.test(plain)) return { kind: 'foot' }
    if (whole.test(plain)) return { kind: 'total', of: 'whole' }
    if (part.test(plain)) return { kind: 'total', of: 'part' }
    const name = named.exec(plain)?.[1]
    if (name !== undefined) return { kind: 'total', of: 'named', name }
  }
  return { kind: 'plain' }
}
