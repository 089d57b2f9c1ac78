import type { WriteStream } from 'node:tty'

const names: Readonly<Record<string, string>> = {
  places: '区划 places',
  goals: '目标 goals',
  figures: '演示数据 demonstration figures',
}

/** One line per step that fills up in a terminal, and a line per finished step elsewhere. */
export function progressBar(out: WriteStream): (step: string, share: number) => void {
  const started = Date.now()
  let last = ''
  return (step, share) => {
    const name = names[step] ?? step
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    const part = Math.min(1, Math.max(0, share))
    if (out.isTTY) {
      const done = Math.round(part * 24)
      out.write(
        `\r\u001b[K${name}  ${'█'.repeat(done)}${'░'.repeat(24 - done)} ${Math.round(part * 100)}%  ${seconds} s`,
      )
      if (part === 1) out.write('\n')
    } else if (part === 1 && last !== step) {
      out.write(`${name}  ${seconds} s\n`)
      last = step
    }
  }
}
