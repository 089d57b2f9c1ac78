import type { FormEntry } from '@gangju/net/form'

export interface HeadCell {
  readonly key: string
  readonly name: string
  readonly span: number
  /** Rows that it reaches down, where its columns have fewer heads than others. */
  readonly depth: number
}

/** The merged header cells above the columns' own, outermost row first; without heads the section stands there. */
export function headRows({ columns, sections }: FormEntry, language: 'zh' | 'en'): readonly (readonly HeadCell[])[] {
  const nameOf = (one: { readonly name: string; readonly nameEn: string } | undefined) =>
    (language === 'zh' ? one?.name : one?.nameEn) ?? ''
  const paths = columns.map(({ heads, section }) =>
    heads && heads.length > 0 ? heads.map(nameOf) : [nameOf(sections.find(({ code }) => code === section))],
  )
  const depth = Math.max(1, ...paths.map((path) => path.length))
  return Array.from({ length: depth }, (_, level) => {
    const cells: { key: string; name: string; span: number; depth: number }[] = []
    let before = ''
    for (const [at, path] of paths.entries()) {
      const name = path[level]
      const own = name === undefined ? '' : JSON.stringify(path.slice(0, level + 1))
      const reach = level === path.length - 1 ? depth - level : 1
      const last = cells.at(-1)
      if (name !== undefined && last && before === own && last.depth === reach) last.span += 1
      else if (name !== undefined) cells.push({ key: `${level} ${at}`, name, span: 1, depth: reach })
      before = own
    }
    return cells
  })
}
