/**
 * The text with full-width letters, digits and signs as their ASCII twins, unit for unit, so that an index into one is an
 * index into the other [CM2]. The full-width comma stays: it separates clauses and never groups digits.
 */
export function shadowOf(text: string): string {
  return text.replace(
    /[\uFF01-\uFF0B\uFF0D-\uFF5E\u3000\u00A0\u2002-\u200A\u202F\u2236\uFE6A\u2212\uFF5F\u301C]/g,
    (sign) => {
      const code = sign.charCodeAt(0)
      if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
      if (code === 0x2236) return ':'
      if (code === 0xfe6a) return '%'
      if (code === 0x2212) return '-'
      if (code === 0x301c) return '~'
      return ' '
    },
  )
}

/** Whether a UTF-16 unit of a shadow is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Whether a UTF-16 unit of a shadow is an ASCII letter. */
export function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** Whether a UTF-16 unit is a Chinese character of the common block. */
export function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff
}

/** Blanks that a scanned page, and stars that Markdown, may put inside a figure: at most `limit`, one line break among them. */
export function skipBlanks(shadow: string, at: number, limit = 3): number {
  let breaks = 0
  let i = at
  for (; i < shadow.length && i - at < limit; i++) {
    const code = shadow.charCodeAt(i)
    if (code === 10) {
      if (++breaks > 1) return at
    } else if (code !== 32 && code !== 13 && code !== 42) break
  }
  return i
}
