import { isUtf8 } from 'node:buffer'
import { Problem } from '@gangju/net/problem'

/**
 * Bytes of a text file to characters: by byte order mark, as UTF-8 when it is valid, else as GB18030, in which older
 * systems of offices write. A UTF-8 file with a damaged character here and there stays UTF-8.
 *
 * @throws Problem `document.unsupported` for what is no text in any of them.
 */
export function decodeText(bytes: Buffer): string {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return checked(bytes.toString('utf16le', 2))
  if (first === 0xfe && second === 0xff) return checked(swapped(bytes).toString('utf16le', 2))
  if (bytes.includes(0)) throw binary()
  if ((first === 0xef && second === 0xbb && third === 0xbf) || isUtf8(bytes))
    return checked(new TextDecoder().decode(bytes))
  const utf8 = new TextDecoder().decode(bytes)
  const others = bytes.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0)
  if (countOf(utf8, 0xfffd) * 50 < others) return checked(utf8)
  return checked(new TextDecoder('gb18030').decode(bytes))
}

/** Lines end in `\n`; what is no character (NUL, half a surrogate pair, a byte order mark) is left out. Nothing is normalised. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(/[\0\ufeff\ufffe\uffff]|\p{Surrogate}/gu, '')
}

const swapped = (bytes: Buffer) => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()

/** One damaged character in fifty, or one control character in a hundred, is no text; one or two may stand in any. */
function checked(text: string): string {
  let controls = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) controls += 1
  }
  if (countOf(text, 0xfffd) > 2 + text.length / 50 || controls > 2 + text.length / 100) throw binary()
  return text
}

function countOf(text: string, code: number): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) === code) count += 1
  return count
}

const binary = () => new Problem('document.unsupported', { found: '二进制内容 (binary)' })
