import type { FormEntry } from '@gangju/net/form'
import { sayCode, useWords } from '../../net/language.tsx'
import { headRows } from '../entry/grid-head-rows.ts'
import './paper-preview.css'

export type PreviewedForm = Omit<FormEntry, 'version'>

/** The form as it looks on paper: title, merged header, unit line, one empty row, foot. */
export function PaperPreview({ form }: { readonly form: PreviewedForm }) {
  const { say, language } = useWords()
  const heads = headRows({ ...form, version: 1 }, language)
  return (
    <figure className="paper-preview" data-testid="form-preview">
      <figcaption>{language === 'zh' ? form.name : form.nameEn}</figcaption>
      <div className="table-box">
        <table>
          <thead>
            {heads.map((row, depth) => (
              <tr key={row[0]?.key ?? depth}>
                {depth === 0 ? (
                  <th rowSpan={heads.length + 2}>{sayCode(language, 'formLevel', form.collects)}</th>
                ) : null}
                {row.map(({ key, name, span, depth: reach }) => (
                  <th key={key} colSpan={span} rowSpan={reach} scope="colgroup">
                    {name}
                  </th>
                ))}
              </tr>
            ))}
            <tr>
              {form.columns.map(({ indicator, header, headerEn, required, known }) => (
                <th key={indicator} scope="col" className={known ? 'known' : undefined}>
                  {language === 'zh' ? header : headerEn}
                  {required && !known ? <sup aria-hidden="true">*</sup> : null}
                </th>
              ))}
            </tr>
            <tr className="units">
              {form.columns.map(({ indicator, unit }) => (
                <th key={indicator}>{unit}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th className="absent">{say('forms.previewPlace')}</th>
              {form.columns.map(({ indicator, known }) => (
                <td key={indicator} className={known ? 'known' : undefined}>
                  {known ? say('forms.column.known') : ''}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {form.notes ? <p className="hint">{form.notes}</p> : null}
    </figure>
  )
}
