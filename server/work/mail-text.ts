import { formatPeriod, parsePeriod } from '@gangju/net/period'
import type { OutgoingMessage } from './adapter.ts'

interface KindWords {
  readonly zh: string
  readonly en: string
}

const kinds: Readonly<Record<string, KindWords>> = {
  returned: { zh: '已退回，请修改', en: 'was given back; please correct it' },
  reminder: { zh: '尚未报送，请按时报送', en: 'has not been reported; please report it' },
  escalation: { zh: '有单位逾期未报，请督促', en: 'is overdue from some; please see to it' },
}
const otherKind: KindWords = { zh: '有新消息', en: 'has a new message' }

/**
 * What an e-mail says: name, place, form, period and where to look; no figures and no reasons, because mailboxes lie
 * outside the house [RM8]. In both languages, as it is not known which one its reader keeps.
 */
export function mailText(message: OutgoingMessage, link: string): { subject: string; text: string } {
  const { zh, en } = kinds[message.kind] ?? otherKind
  const place = plain(message.place.name)
  const name = plain(message.to.name)
  const period = message.period === null ? null : parsePeriod(message.period)
  const zhForm = message.formName === null ? '' : `《${plain(message.formName.zh)}》`
  const enForm = message.formName === null ? '' : `${plain(message.formName.en)}, `
  const zhPeriod = period === null ? '' : formatPeriod(period, 'zh')
  const enPeriod = period === null ? '' : `, ${formatPeriod(period, 'en')},`
  return {
    subject: `【纲举】${place}${zhForm}${zhPeriod}${zh}`,
    text: [
      `${name}：`,
      `${place}${zhForm}${zhPeriod}${zh}。请登录查看：`,
      link,
      '',
      `${name},`,
      `${enForm}${place}${enPeriod} ${en}. Sign in and see:`,
      link,
      '',
      '本邮件由系统发出，请勿回复。 Sent by a program; please do not answer.',
      '',
    ].join('\n'),
  }
}

/** Without what ends a line or is not seen: a name must not write a header, or a second message. */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 120)
}
