import type { Lang } from '../http/serve.ts'
import { maskEmail } from '../net/email.ts'
import { maskPhone } from '../net/phone.ts'
import { type GrantLine, listPersonLines, type PersonLine } from './office-table.store.ts'
import { mostRows, type Table, type TableQuestion } from './table.ts'

/** People with a grant in the reader's rectangle, by user name; numbers and addresses are masked as on the page [GR6]. */
export async function personTable({ scope, lang }: TableQuestion): Promise<Table> {
  const { db, rectangle, goalPaths } = scope
  const rows = await listPersonLines(db, { reach: rectangle, goalPaths, limit: mostRows + 1 })
  return {
    title: lang === 'zh' ? '人员与授权' : 'People and grants',
    columns: headers(lang).map((header, index) => ({ header, ...(index === grants ? { width: 60 } : {}) })),
    rows: rows.map((row) => [
      row.name,
      row.username,
      row.post,
      maskPhone(row.phone),
      maskEmail(row.email),
      row.grants.map((grant) => grantWords(grant, lang)).join(lang === 'zh' ? '；' : '; '),
      stateWords(row, lang),
    ]),
    demo: false,
  }
}

function grantWords({ place, role, roleEn, goal, goalEn }: GrantLine, lang: Lang): string {
  if (lang === 'zh') return goal === null ? `${place} ${role}` : `${place} ${role}（${goal}）`
  return goalEn === null ? `${place} ${roleEn}` : `${place} ${roleEn} (${goalEn})`
}

function stateWords({ disabled, mustChangePassword }: PersonLine, lang: Lang): string {
  if (disabled) return lang === 'zh' ? '已停用' : 'disabled'
  if (mustChangePassword) return lang === 'zh' ? '待改密码' : 'password due'
  return lang === 'zh' ? '正常' : 'active'
}

/** Column of the grants. */
const grants = 5

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['姓名', '用户名', '职务', '电话', '电子邮箱', '授权', '状态']
    : ['Name', 'User name', 'Post', 'Phone', 'E-mail', 'Grants', 'State']
