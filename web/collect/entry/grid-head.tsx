import type { FormEntry } from '@gangju/net/form'
import { useMemo } from 'react'
import { useWords } from '../../net/language.tsx'
import { headRows } from './grid-head-rows.ts'

/** The merged header, the columns' own names, and the unit line. */
export function GridHead({ form }: { readonly form: FormEntry }) {
  const { say, language } = useWords()
  const rows = useMemo(() => headRows(form, language), [form, language])
  return (
    <thead>
      {rows.map((cells, level) => (
        <tr key={cells[0]?.key ?? level}>
          {level === 0 ? (
            <th rowSpan={rows.length + 1} scope="col">
              {say('entry.names')}
            </th>
          ) : null}
          {cells.map(({ key, name, span, depth }) => (
            <th key={key} colSpan={span} rowSpan={depth} className="centre" scope="colgroup">
              {name}
            </th>
          ))}
        </tr>
      ))}
      <tr>
        {form.columns.map((column) => (
          <th key={column.indicator} className="end" scope="col">
            <span className="indicator-head">
              {language === 'zh' ? column.header : column.headerEn}
              {column.required ? <i className="required">*</i> : null}
            </span>
          </th>
        ))}
      </tr>
      <tr className="unit-line">
        <th scope="row">{say('entry.unit')}</th>
        {form.columns.map(({ indicator, unit }) => (
          <th key={indicator} className="end">
            {unit}
          </th>
        ))}
      </tr>
    </thead>
  )
}
