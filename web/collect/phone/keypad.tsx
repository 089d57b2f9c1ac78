import { formatDecimal, readTypedFigure } from '@gangju/net/quantity'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'

export interface KeypadProps {
  readonly text: string
  readonly unit: string
  /** The figure of the period before. */
  readonly last: string | null
  readonly onText: (text: string) => void
  /** Null at the last field of the section. */
  readonly onNext: (() => void) | null
  readonly onClose: () => void
}

const rows = [
  ['7', '8', '9', '亿'],
  ['4', '5', '6', '万'],
  ['1', '2', '3', '-'],
  ['.', '0', '00', '⌫'],
] as const
const LONGEST = 24

/** Big keys with 万 and 亿; what the text means in the column's unit stands above them. */
export function Keypad({ text, unit, last, onText, onNext, onClose }: KeypadProps) {
  const { say } = useWords()
  const press = (key: string) => {
    if (key === '⌫') onText(text === '—' ? '' : text.slice(0, -1))
    else if (key === '-') onText(text.startsWith('-') ? text.slice(1) : `-${text}`)
    else if (text.length < LONGEST) onText(text === '—' ? key : `${text}${key}`)
  }
  const read = readTypedFigure(text, unit)
  const kept = read.kind === 'number' && read.spelled !== null ? plainDigits(formatDecimal(read.value)) : null
  return (
    <div className="keypad no-print" role="group" aria-label={say('entry.title')} data-testid="keypad">
      <p className="keypad-line">
        <b data-testid="keypad-text">{text || ' '}</b>
        {kept === null ? null : <small>{say('entry.stored', { figure: kept, unit })}</small>}
      </p>
      <div className="keypad-keys">
        {rows.flat().map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => press(key)}
            aria-label={key === '⌫' ? say('phone.delete') : key}
            data-testid={`key-${key === '⌫' ? 'delete' : key}`}
          >
            {key}
          </button>
        ))}
        <button type="button" className="wide" onClick={() => onText('—')} data-testid="key-none">
          {say('phone.none.value')}
        </button>
        <button
          type="button"
          className="wide"
          disabled={last === null}
          onClick={() => onText(last ?? '')}
          data-testid="key-same"
        >
          {say('phone.same')}
        </button>
        <button type="button" className="main half" onClick={onNext ?? onClose} data-testid="key-next">
          {onNext ? say('phone.next') : say('ui.close')}
        </button>
        {onNext ? (
          <button type="button" className="half" onClick={onClose} data-testid="key-close">
            {say('ui.close')}
          </button>
        ) : null}
      </div>
    </div>
  )
}
