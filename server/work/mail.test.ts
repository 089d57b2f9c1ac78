import { describe, expect, test } from 'vitest'
import { type OutgoingMessage, PermanentFailure } from './adapter.ts'
import { adaptersFrom } from './adapters.ts'
import { mailAdapter } from './mail.ts'
import { mailText } from './mail-text.ts'
import { type MailManners, openTestMailServer, type TestMailServer } from './test-mail-server.ts'

const message: OutgoingMessage = {
  deliveryId: '7d2f0c3e-0000-4000-8000-000000000001',
  kind: 'returned',
  text: { zh: '已退回：秘密理由', en: 'given back: a secret reason' },
  place: { code: '990101001000', name: '东镇' },
  form: 'town-monthly',
  formName: { zh: '镇街月报', en: 'Monthly return of towns' },
  period: '2026-10',
  submission: null,
  to: { username: 'east', name: '张三', email: 'zhang@example.org' },
  sentAt: '2026-12-08T02:00:00.000Z',
}
const never = new AbortController().signal
const from = 'gangju@example.gov.cn'
const publicUrl = 'https://gangju.example.gov.cn'

async function withServer(
  manners: MailManners,
  work: (server: TestMailServer, send: (over?: Partial<OutgoingMessage>) => Promise<unknown>) => Promise<void>,
) {
  const server = await openTestMailServer(manners)
  const adapter = mailAdapter({ url: `smtp://127.0.0.1:${server.port}`, from, publicUrl })
  try {
    await work(server, (over = {}) => adapter.send({ ...message, ...over }, never))
  } finally {
    await server.close()
  }
}

const headersOf = (letter: string) => letter.slice(0, letter.indexOf('\r\n\r\n'))
const bodyOf = (letter: string) => Buffer.from(letter.slice(letter.indexOf('\r\n\r\n') + 4), 'base64').toString('utf8')

describe('a letter', () => {
  test('[RM8] names person, place, form and period in both languages, leads here, and gives no reason', () => {
    const { subject, text } = mailText(message, `${publicUrl}/messages`)
    expect(subject).toBe('【纲举】东镇《镇街月报》2026年10月已退回，请修改')
    for (const part of ['张三', '东镇', '镇街月报', 'Monthly return of towns', `${publicUrl}/messages`])
      expect(text).toContain(part)
    expect(text).not.toMatch(/秘密|secret|zhang@/)
    expect(mailText({ ...message, formName: null, period: null }, '').text).not.toMatch(/null|undefined|《/)
  })

  test('[RM8] is taken by the server with the moment and the id of the delivery', async () => {
    await withServer({}, async ({ letters, commands }, send) => {
      expect(await send()).toBe('sent')
      expect(commands.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<zhang@example.org>'])
      const headers = headersOf(letters[0]!)
      expect(headers).toContain(`Message-ID: <${message.deliveryId}@example.gov.cn>`)
      expect(headers).toContain('Date: Tue, 08 Dec 2026 02:00:00 +0000')
      expect(headers).toContain('Auto-Submitted: auto-generated')
      expect(bodyOf(letters[0]!)).toContain(`${publicUrl}/messages`)
    })
  })

  test('[RM8] a name with ends of lines writes no header and no recipient', async () => {
    await withServer({}, async ({ letters, commands }, send) => {
      const evil = 'x\r\nBcc: other@example.org\r\n\r\nhello\u2028\u202e'
      await send({
        to: { ...message.to, name: evil },
        place: { code: '1', name: evil },
        formName: { zh: evil, en: evil },
      })
      expect(headersOf(letters[0]!)).not.toMatch(/^Bcc:/im)
      expect(commands.filter((line) => line.startsWith('RCPT'))).toHaveLength(1)
    })
  })
})

describe('the mail server', () => {
  test('[RM9] refuses a mailbox for good: parked at once, and what it said is not shown', async () => {
    await withServer({ recipient: ['550 no zhang@example.org here'] }, async (_, send) => {
      const failure = await send().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(PermanentFailure)
      expect((failure as Error).message).toBe('the mail server answered 550 (EENVELOPE)')
    })
  })

  test('[RM9] that is busy is asked again, with the same Message-ID', async () => {
    await withServer({ recipient: ['451 later', '250 ok'] }, async ({ letters }, send) => {
      const failure = await send().catch((error: unknown) => error)
      expect(failure).not.toBeInstanceOf(PermanentFailure)
      expect((failure as Error).message).toContain('451')
      await send()
      await send()
      const ids = letters.map((letter) => /^Message-ID: (.*)$/im.exec(letter)![1])
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
    })
  })

  test('[RM9] that says nothing is left when the time is over', async () => {
    const server = await openTestMailServer({ isSilent: true })
    const adapter = mailAdapter({ url: `smtp://127.0.0.1:${server.port}`, from, publicUrl })
    const failure = await adapter.send(message, AbortSignal.timeout(200)).catch((error: unknown) => error)
    expect((failure as Error).message).toBe('the mail server did not answer in time')
    expect(failure).not.toBeInstanceOf(PermanentFailure)
    await server.close()
  })

  test('[RM8] elsewhere than on this machine gets nothing without encryption, not even a password', async () => {
    const server = await openTestMailServer()
    const adapter = mailAdapter({ url: `smtp://user:secret@0.0.0.0:${server.port}`, from, publicUrl })
    const failure = await adapter.send(message, never).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
    expect(server.commands.filter((line) => /^(?:AUTH|MAIL|RCPT)/.test(line))).toEqual([])
    await server.close()
  })

  test('[RM9] nobody is asked about a person without an address', async () => {
    await withServer({}, async ({ commands }, send) => {
      expect(await send({ to: { ...message.to, email: null } })).toBe('none')
      expect(commands).toEqual([])
    })
  })
})

test('[RM8] e-mail that is half set up is refused at the start', () => {
  const whole = { GANGJU_MAIL_URL: 'smtp://127.0.0.1:2525', GANGJU_MAIL_FROM: from, GANGJU_PUBLIC_URL: publicUrl }
  expect(adaptersFrom(whole).map(({ name }) => name)).toEqual(['mail'])
  expect(() => adaptersFrom({ ...whole, GANGJU_MAIL_FROM: undefined })).toThrow('GANGJU_MAIL_FROM')
  expect(() => adaptersFrom({ ...whole, GANGJU_MAIL_FROM: 'a@b\r\nBcc: c@d' })).toThrow('no e-mail address')
  expect(() => adaptersFrom({ ...whole, GANGJU_PUBLIC_URL: 'javascript:alert(1)' })).toThrow('GANGJU_PUBLIC_URL')
  expect(() => adaptersFrom({ ...whole, GANGJU_MAIL_URL: 'file:///etc/passwd' })).toThrow('file:')
})
