import type { FormFinding } from '@gangju/contract/forms'
import type { Lang } from '../../http/serve.ts'

interface Words {
  readonly severity: FormFinding['severity']
  readonly zh: string
  readonly en: string
}

const error = (zh: string, en: string): Words => ({ severity: 'error', zh, en })
const warning = (zh: string, en: string): Words => ({ severity: 'warning', zh, en })

/** Everything that can be said of a form being designed. What stands in braces comes from the fault's detail. */
const words = {
  goal: error('没有“{goal}”这个目标', 'There is no goal “{goal}”'),
  office: error(
    '{level}填报的报表要由更高一级的单位保管',
    'A form filed at the level of {level} is kept by an office at or above it',
  ),
  filesBelow: error('填报单位不能低于数据所在的一级', 'The level that files cannot lie below the level of the rows'),
  reviewBelow: error('审核不能低于填报一级：{level}', 'Review cannot lie below the level that files: {level}'),
  reviewOrder: error('审核须由下而上', 'Review goes upwards'),
  days: error('截止日不能早于开放日', 'The closing day cannot come before the opening day'),
  admissionDays: error('有效期不能早于批准日期', 'The leave cannot run out before it was given'),
  expired: warning('制表批准已于 {on} 到期', 'The leave for this form ran out on {on}'),
  reporter: error(
    '“{code}”不在本单位范围内，或不是这一级的地方',
    '“{code}” is not under this office, or not a place of that level',
  ),
  unknown: error('没有“{indicator}”这个指标', 'There is no indicator “{indicator}”'),
  notCollected: error(
    '“{name}”是算出或发布的数，不能填报',
    '“{name}” is computed or published and cannot be asked for',
  ),
  level: error(
    '“{name}”按{level}采集，本表一行是另一级',
    '“{name}” is collected at the level of {level}, the rows here are of another',
  ),
  unit: error('“{name}”的单位是“{unit}”', 'The unit of “{name}” is “{unit}”'),
  twice: error('“{name}”在本表出现了两次', '“{name}” stands in this form twice'),
  askedTwice: error(
    '“{name}”已由《{form}》采集：改为带出核对，不要再填一次',
    '“{name}” is collected by “{form}” already: show it filled in, do not ask twice',
  ),
  homeless: error(
    '没有别的报表采集“{name}”，无数可带出',
    'No other form collects “{name}”, so there is nothing to show filled in',
  ),
  orphaned: warning('《{form}》带出的“{name}”将没有来源', '“{name}”, shown filled in by “{form}”, would have no home'),
  section: error('“{name}”所在的栏目不存在', 'The section of “{name}” does not exist'),
  sectionTwice: error('栏目代码“{section}”重复', 'The section code “{section}” is used twice'),
  sectionSplit: error('同一栏目的列要排在一起：{section}', 'Columns of one section stand side by side: {section}'),
  sectionEmpty: warning('栏目“{section}”没有列', 'The section “{section}” has no columns'),
  headSplit: error('同一表头下的列要排在一起：{head}', 'Columns under one header stand side by side: {head}'),
  range: error('“{name}”的下限大于上限', 'The lower bound of “{name}” lies above the upper'),
  checkTwice: error('审核关系代码“{check}”重复', 'The check code “{check}” is used twice'),
  check: error(
    '审核关系“{check}”用到了本表没有的“{indicator}”',
    'The check “{check}” names “{indicator}”, which is no column here',
  ),
  checkUnread: error('审核关系“{check}”的算式不成立', 'The formula of the check “{check}” cannot be read'),
  taskForce: error('专班审核的“{what}”不存在', '“{what}” of a task force’s review does not exist'),
} as const satisfies Record<string, Words>

/** A fault of a form: what, where, with which words filled in; `nameEn` goes before `name` in English. */
export interface FormFault {
  readonly code: keyof typeof words
  readonly path: string
  readonly detail?: Readonly<Record<string, string>>
}

export const severityOf = ({ code }: FormFault): FormFinding['severity'] => words[code].severity

export function findingOnWire(fault: FormFault, lang: Lang): FormFinding {
  const { severity, [lang]: text } = words[fault.code]
  const message = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const named = lang === 'en' ? fault.detail?.[`${name}En`] : undefined
    return named || (fault.detail?.[name] ?? '')
  })
  return { code: `form.${fault.code}`, severity, path: fault.path, message }
}

const levelWords: Readonly<Record<string, string>> = {
  province: '省',
  city: '市',
  county: '县',
  town: '镇',
  village: '村',
  zone: '片区',
}

/** A level as the detail of a fault has it. */
export const levelDetail = (level: string) => ({ level: levelWords[level] ?? level, levelEn: level })
