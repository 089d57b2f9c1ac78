const digits = '〇一二三四五六七八九'
const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'
const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** A number as a Word list writes it; `format` is the value of `w:numFmt`. Unknown formats count in decimals. */
export function formatListNumber(number: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimalZero':
      return String(number).padStart(2, '0')
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chineseNumber(number, digits, '十百千万')
    case 'chineseLegalSimplified':
    case 'japaneseLegal':
    case 'ideographLegalTraditional':
      return chineseNumber(number, '零壹贰叁肆伍陆柒捌玖', '拾佰仟万').replace(/^拾/, '壹拾')
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return String(number).replace(/\d/g, (digit) => digits[Number(digit)]!)
    case 'ideographTraditional':
      return stems[number - 1] ?? String(number)
    case 'ideographZodiac':
      return branches[number - 1] ?? String(number)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return enclosed(number, 20, 0x2460)
    case 'decimalEnclosedParen':
      return enclosed(number, 20, 0x2474)
    case 'decimalEnclosedFullstop':
      return enclosed(number, 20, 0x2488)
    case 'ideographEnclosedCircle':
      return enclosed(number, 10, 0x3280)
    case 'upperLetter':
      return letters(number).toUpperCase()
    case 'lowerLetter':
      return letters(number)
    case 'upperRoman':
      return roman(number).toUpperCase()
    case 'lowerRoman':
      return roman(number)
    default:
      return String(number)
  }
}

const enclosed = (number: number, most: number, first: number) =>
  number >= 1 && number <= most ? String.fromCharCode(first + number - 1) : String(number)

/** A…Z, AA, BB…: Word repeats the letter. */
function letters(number: number): string {
  if (number < 1 || number > 780) return String(number)
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
}

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number)
  let rest = number
  let text = ''
  for (const [value, sign] of romans) {
    while (rest >= value) {
      text += sign
      rest -= value
    }
  }
  return text
}

function chineseNumber(number: number, figures: string, units: string): string {
  if (number < 0 || number > 99_999) return String(number)
  if (number === 0) return figures[0]!
  let text = ''
  let hasGap = false
  for (let power = 4; power >= 0; power -= 1) {
    const digit = Math.floor(number / 10 ** power) % 10
    if (digit === 0) hasGap = text !== ''
    else {
      const figure = power === 1 && digit === 1 && text === '' ? '' : figures[digit]!
      text += `${hasGap ? (figures[0] === '〇' ? '零' : figures[0]) : ''}${figure}${power > 0 ? units[power - 1] : ''}`
      hasGap = false
    }
  }
  return text
}
