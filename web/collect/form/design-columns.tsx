import type { AskedElsewhere } from '@gangju/contract/forms'
import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AddColumn } from './add-column.tsx'
import { ColumnLine } from './column-line.tsx'
import { columnOf, movedColumn, withoutColumn } from './design.ts'
import type { DesignPartProps } from './design-basics.tsx'
import { DesignSections } from './design-sections.tsx'

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
  const words = ['order', 'header', 'heads', 'section', 'unit', 'required', 'known', 'decimals', 'range'] as const
  return (
    <Panel title={say('forms.columnsTitle')} className="design-columns-panel" testId="design-columns">
      <DesignSections design={design} onChange={onChange} />
      {design.columns.length === 0 ? <p className="hint">{say('forms.column.none')}</p> : null}
      <div className="table-box" hidden={design.columns.length === 0}>
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
