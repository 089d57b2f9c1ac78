import type { AskedElsewhere } from '@gangju/contract/forms'
import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AddColumn } from './add-column.tsx'
import { ColumnLine } from './column-line.tsx'
import { columnOf, movedColumn, withoutColumn } from './design.ts'
import type { DesignPartProps } from './design-basics.tsx'

/** The columns in their order, each with what other forms ask already; moved by buttons, Alt+↑↓ or by dragging. */
export function DesignColumns({
  design,
  elsewhere,
  onChange,
}: DesignPartProps & { readonly elsewhere: readonly AskedElsewhere[] }) {
  const { say } = useWords()
  const [dragged, setDragged] = useState<number | null>(null)
  const dropOn = (to: number) => {
    if (dragged === null || dragged === to) return
    let moved = design
    const step = to > dragged ? 1 : -1
    for (let at = dragged; at !== to; at += step) moved = movedColumn(moved, at, step)
    onChange(moved)
    setDragged(null)
  }
  const words = [
    'order',
    'header',
    'headerEn',
    'heads',
    'section',
    'unit',
    'required',
    'known',
    'decimals',
    'range',
  ] as const
  return (
    <Panel title={say('forms.columnsTitle')} testId="design-columns">
      <Sections design={design} onChange={onChange} />
      <div className="table-box">
        <table className="design-columns">
          <thead>
            <tr>
              {words.map((word) => (
                <th key={word}>{say(`forms.column.${word}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {design.columns.map((column, at) => (
              <ColumnLine
                key={column.indicator}
                design={design}
                at={at}
                elsewhere={elsewhere.filter((one) => one.column === column.indicator)}
                isDragged={dragged === at}
                onDrag={() => setDragged(at)}
                onDrop={() => dropOn(at)}
                onMove={(step) => onChange(movedColumn(design, at, step))}
                onRemove={() => onChange(withoutColumn(design, at))}
                onChange={onChange}
              />
            ))}
          </tbody>
        </table>
      </div>
      <AddColumn
        level={design.collects}
        taken={design.columns.map(({ indicator }) => indicator)}
        onAdd={(item) => {
          const section = design.columns.at(-1)?.section ?? design.sections[0]!.code
          onChange({ ...design, columns: [...design.columns, columnOf(item, section)] })
        }}
      />
    </Panel>
  )
}

function Sections({ design, onChange }: DesignPartProps) {
  const { say } = useWords()
  const { sections, columns } = design
  const put = (at: number, name: string) =>
    onChange({ ...design, sections: sections.map((one, index) => (index === at ? { ...one, name } : one)) })
  const add = () => {
    const codes = new Set(sections.map(({ code }) => code))
    let count = sections.length + 1
    while (codes.has(`part-${count}`)) count += 1
    const section = { code: `part-${count}`, name: `${say('forms.column.section')}${count}`, nameEn: `Part ${count}` }
    onChange({ ...design, sections: [...sections, section] })
  }
  return (
    <div className="form-fields">
      {sections.map((section, at) => (
        <span key={section.code}>
          <Field
            label={say('forms.section.name')}
            value={section.name}
            onChange={(event) => put(at, event.target.value)}
          />
          {sections.length > 1 && columns.every((column) => column.section !== section.code) ? (
            <button
              type="button"
              className="quiet"
              onClick={() => onChange({ ...design, sections: sections.filter((one) => one !== section) })}
            >
              {say('forms.column.remove')}
            </button>
          ) : null}
        </span>
      ))}
      <button type="button" className="quiet" onClick={add} data-testid="design-section">
        ＋ {say('forms.section.add')}
      </button>
    </div>
  )
}
