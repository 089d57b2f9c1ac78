import type { ClauseChoice } from '@gangju/contract/desk'
import { useState } from 'react'
import { sayCode, useWords } from '../net/language.tsx'

type Bodies = ClauseChoice['bodies']

export interface BodyChipsProps {
  readonly bodies: Bodies
  readonly onChange: (bodies: Bodies) => void
}

const MOST = 40

/** The bodies of a clause: a press turns lead into support and back, ✕ takes one away, Enter adds what was typed. */
export function BodyChips({ bodies, onChange }: BodyChipsProps) {
  const { say, language } = useWords()
  const [typed, setTyped] = useState('')
  const add = () => {
    const name = typed.trim()
    setTyped('')
    if (!name || bodies.length >= MOST || bodies.some((body) => body.name === name)) return
    onChange([...bodies, { name, part: bodies.some(({ part }) => part === 'lead') ? 'support' : 'lead' }])
  }
  return (
    <div className="field body-chips">
      {say('choice.bodies')}
      <span>
        {bodies.map((body) => (
          <span key={body.name} className={`body-chip is-${body.part}`}>
            {body.name}
            <button
              type="button"
              className="link"
              title={say('bodyPart.switch')}
              onClick={() =>
                onChange(
                  bodies.map((one) =>
                    one === body ? { ...one, part: one.part === 'lead' ? 'support' : 'lead' } : one,
                  ),
                )
              }
            >
              {sayCode(language, 'bodyPart', body.part)}
            </button>
            <button
              type="button"
              className="link"
              aria-label={say('bodyPart.remove', { name: body.name })}
              onClick={() => onChange(bodies.filter((one) => one !== body))}
            >
              ✕
            </button>
          </span>
        ))}
        <input
          value={typed}
          maxLength={60}
          placeholder={say('choice.addBody')}
          aria-label={say('choice.addBody')}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return
            event.preventDefault()
            add()
          }}
        />
      </span>
    </div>
  )
}
