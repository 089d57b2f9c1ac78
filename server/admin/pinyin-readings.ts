/** How one piece of a place name is read where the dictionary errs. */
export interface Reading {
  readonly text: string
  /** Syllables, one a character, without tones; ü is v. */
  readonly pinyin: string
  /** Provinces (first two digits of the code) where it holds; everywhere when absent. */
  readonly provinces?: readonly string[]
}

/**
 * Place name readings that pinyin-pro 3.29 does not give, found by reading the names of Jiangmen's counties and towns,
 * of all counties of Guangdong, and a list of well-known hard names. Later lines win over earlier ones.
 *
 * @source 现代汉语词典, 7th edition, place name readings.
 */
export const readings: readonly Reading[] = [
  { text: '都', pinyin: 'du' },
  { text: '栅', pinyin: 'zha' },
  { text: '涌', pinyin: 'chong', provinces: ['44'] },
  { text: '泷', pinyin: 'shuang', provinces: ['44'] },
  { text: '圩', pinyin: 'wei', provinces: ['31', '32', '33', '34'] },
  { text: '厦', pinyin: 'xia', provinces: ['33', '35', '36', '44', '45'] },
  { text: '大埔', pinyin: 'da bu' },
  { text: '黄陂', pinyin: 'huang pi', provinces: ['42'] },
  { text: '乐清', pinyin: 'yue qing', provinces: ['33'] },
  { text: '乐亭', pinyin: 'lao ting', provinces: ['13'] },
  { text: '乐陵', pinyin: 'lao ling', provinces: ['37'] },
  { text: '乐都', pinyin: 'le du', provinces: ['63'] },
  { text: '民乐', pinyin: 'min le', provinces: ['62'] },
  { text: '洪洞', pinyin: 'hong tong', provinces: ['14'] },
  { text: '繁峙', pinyin: 'fan shi' },
  { text: '万柏林', pinyin: 'wan bai lin' },
  { text: '单县', pinyin: 'shan xian', provinces: ['37'] },
  { text: '浚县', pinyin: 'xun xian', provinces: ['41'] },
  { text: '泌阳', pinyin: 'bi yang', provinces: ['41'] },
  { text: '歙县', pinyin: 'she xian', provinces: ['34'] },
  { text: '涡阳', pinyin: 'guo yang', provinces: ['34'] },
  { text: '六合', pinyin: 'lu he', provinces: ['32'] },
  { text: '蔚县', pinyin: 'yu xian', provinces: ['13'] },
  { text: '筠连', pinyin: 'jun lian' },
  { text: '什邡', pinyin: 'shi fang' },
  { text: '吴堡', pinyin: 'wu bu', provinces: ['61'] },
  { text: '宕昌', pinyin: 'tan chang' },
  { text: '尉犁', pinyin: 'yu li' },
  { text: '珲春', pinyin: 'hun chun' },
  { text: '穆棱', pinyin: 'mu ling' },
  { text: '调兵山', pinyin: 'diao bing shan' },
]
