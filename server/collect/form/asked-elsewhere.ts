import type { AskedElsewhere } from '@gangju/contract/forms'
import { likeness } from '@gangju/net/form'
import type { Lang } from '../../http/serve.ts'
import { type FormDesign, type FormGround, mayMeet } from './form-ground.ts'

/** From here on two names may well mean one thing; found by looking at the catalogue's own names. */
const alikeFrom = 0.6

/**
 * What the columns ask and other forms ask too: the same figure, or one with a name much alike [FM12]. A known column is
 * not asked again.
 */
export function askedElsewhere(
  design: FormDesign,
  { others, findIndicator }: Pick<FormGround, 'others' | 'findIndicator'>,
  lang: Lang = 'zh',
): readonly AskedElsewhere[] {
  const found: AskedElsewhere[] = []
  const own = new Set(design.columns.map(({ indicator }) => indicator))
  for (const column of design.columns) {
    const name = findIndicator(column.indicator)?.name ?? column.header
    for (const other of others.filter((one) => mayMeet(design, one))) {
      for (const asked of other.columns) {
        if (asked.known) continue
        const isSame = asked.indicator === column.indicator
        // Two columns of this form that are alike are two things to its maker.
        if (!isSame && own.has(asked.indicator)) continue
        const otherName = findIndicator(asked.indicator)?.name ?? asked.header
        if (!isSame && likeness(name, otherName) < alikeFrom) continue
        found.push({
          column: column.indicator,
          kind: isSame ? 'same' : 'near',
          form: other.code,
          formName: lang === 'zh' ? other.name : other.nameEn,
          indicator: asked.indicator,
          indicatorName: lang === 'zh' ? otherName : findIndicator(asked.indicator)?.nameEn || asked.headerEn,
        })
      }
    }
  }
  return found
}
