import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface TestMailServer {
  readonly port: number
  /** What clients said before the letter: EHLO, MAIL, RCPT. */
  readonly commands: readonly string[]
  /** Letters that were taken, as they came. */
  readonly letters: readonly string[]
  close(): Promise<void>
}

export interface MailManners {
  /** Answers to the recipients, one after the other; the last one goes on. */
  readonly recipient?: readonly string[]
  /** Says nothing at all. */
  readonly isSilent?: boolean
  /** Takes so many letters without a word. */
  readonly unanswered?: number
}

/** A mail server of a few lines on this machine, which offers no encryption. */
export async function openTestMailServer({
  recipient = ['250 ok'],
  isSilent = false,
  unanswered = 0,
}: MailManners = {}): Promise<TestMailServer> {
  const commands: string[] = []
  const letters: string[] = []
  const sockets = new Set<Socket>()
  const answers = [...recipient]
  const answerTo = (line: string): string => {
    commands.push(line)
    if (line.startsWith('RCPT')) return answers.length > 1 ? answers.shift()! : answers[0]!
    if (line.startsWith('STARTTLS')) return '502 no'
    return line.startsWith('DATA') ? '354 go on' : '250 ok'
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (isSilent) return
    let text = ''
    let isLetter = false
    socket.write('220 test\r\n')
    socket.on('data', (part) => {
      text += part.toString('utf8')
      for (;;) {
        const end = isLetter ? '\r\n.\r\n' : '\r\n'
        const at = text.indexOf(end)
        if (at < 0) return
        const said = text.slice(0, at)
        text = text.slice(at + end.length)
        if (isLetter) letters.push(said)
        if (isLetter && letters.length <= unanswered) return
        const answer = isLetter ? '250 taken' : answerTo(said)
        isLetter = answer.startsWith('354')
        socket.write(`${answer}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    letters,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
