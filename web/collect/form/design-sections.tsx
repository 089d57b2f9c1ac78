import { useWords } from '../../net/language.tsx'
import type { DesignPartProps } from './design-basics.tsx'

/** Sections in both languages; one without columns can be taken away. */
export function DesignSections({ design, onChange }: DesignPartProps) {
  const { say } = useWords()
  const { sections, columns } = design
  const put = (at: number, change: Partial<(typeof sections)[number]>) =>
    onChange({ ...design, sections: sections.map((one, index) => (index === at ? { ...one, ...change } : one)) })
  const add = () => {
    const codes = new Set(sections.map(({ code }) => code))
    let count = sections.length + 1
    while (codes.has(`part-${count}`)) count += 1
    const section = { code: `part-${count}`, name: `${say('forms.column.section')}${count}`, nameEn: `Part ${count}` }
    onChange({ ...design, sections: [...sections, section] })
  }
  return (
    <ol className="design-sections">
      {sections.map((section, at) => (
        <li key={section.code} data-testid="design-section">
          <input
            aria-label={say('forms.section.name')}
            value={section.name}
            onChange={(event) => put(at, { name: event.target.value })}
          />
          <input
            aria-label={say('forms.section.nameEn')}
            placeholder={say('forms.section.nameEn')}
            value={section.nameEn}
            onChange={(event) => put(at, { nameEn: event.target.value })}
          />
          {sections.length > 1 && columns.every((column) => column.section !== section.code) ? (
            <button
              type="button"
              className="quiet"
              aria-label={`${say('forms.column.remove')} ${section.name}`}
              onClick={() => onChange({ ...design, sections: sections.filter((one) => one !== section) })}
            >
              ✕
            </button>
          ) : null}
        </li>
      ))}
      <li>
        <button type="button" className="quiet" onClick={add} data-testid="design-add-section">
          ＋ {say('forms.section.add')}
        </button>
      </li>
    </ol>
  )
}
