import { type DragEvent, useState } from 'react'

export interface DropFieldProps {
  readonly label: string
  readonly hint: string
  /** Endings of names that the browser offers first: `.xlsx`. */
  readonly accept: string
  readonly onFile: (file: File | undefined) => void
  readonly testId?: string
}

/** Takes one file, chosen or dropped. */
export function DropField({ label, hint, accept, onFile, testId }: DropFieldProps) {
  const [isOver, setOver] = useState(false)
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(over)
  }
  return (
    <label
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <b>{label}</b>
      <small>{hint}</small>
      <input
        type="file"
        accept={accept}
        data-testid={testId}
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </label>
  )
}
