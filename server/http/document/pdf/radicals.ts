/** Radicals of the supplement that look like a character of their own, each before that character. */
const pairs =
  '⺁厂⺄乙⺅亻⺇几⺉刂⺊卜⺎兀⺒巳⺓幺⺖忄⺘扌⺙攵⺜日⺝月⺟母⺠民⺡氵⺣灬⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺰纟⺲罒⺶羊⺷羊⺸羊⺹耂⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻳龟'
const characters = new Map(Array.from({ length: pairs.length / 2 }, (_, at) => [pairs[at * 2]!, pairs[at * 2 + 1]!]))

/**
 * Programs that write PDF often name a glyph by the radical that looks the same (⼈ for 人, ⻓ for 长): the characters that
 * were printed are put back.
 */
export function charactersOfRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fd5]/g, (radical) => characters.get(radical) ?? radical.normalize('NFKC'))
}
