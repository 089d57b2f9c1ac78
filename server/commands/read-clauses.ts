import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDictionary, readStatements, type Statement } from '@gangju/clause'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import { DOCUMENT_LIMIT, readDocument } from '../http/document/read-document.ts'
import { findSecondReader, readAgain } from '../plan/second-reader.ts'
import { formatStatements } from './statement-table.ts'

const usage = `用法 Usage: gangju clause FILE… [--date 2024-03] [--json] [--out DIR]
  FILE    .txt .md .docx .pdf .html
  --date  文件日期，今年、去年、未来三年由它推算 the document's date, from which this year and last year are reckoned
  --json  输出 JSON 数组 a JSON array instead of a table
  --out   每个文件一个同名 .json 放入此目录 one .json of the same name per file, in this folder
`

interface Wishes {
  readonly files: readonly string[]
  readonly date: string | undefined
  readonly isJson: boolean
  readonly folder: string | undefined
}

const written = new Set<string>()

/** `gangju clause`: the quantified statements of documents, each by itself, so that a bad file spoils no other. */
const wishes = findWishes()
if (wishes === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  for (const file of wishes.files) await readOne(file, wishes)
}

function findWishes(): Wishes | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { date: { type: 'string' }, json: { type: 'boolean' }, out: { type: 'string' } },
    })
    const isDate =
      values.date === undefined || /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(values.date)
    if (positionals.length === 0 || !isDate) return undefined
    return { files: positionals, date: values.date, isJson: values.json ?? false, folder: values.out }
  } catch {
    return undefined
  }
}

async function readOne(file: string, { files, date, isJson, folder }: Wishes): Promise<void> {
  try {
    const bytes = statSync(file).size
    if (bytes > DOCUMENT_LIMIT) throw new Problem('file.tooLarge', { bytes })
    const { text } = await readDocument(readFileSync(file), basename(file))
    const statements = await readAll(text, date)
    if (folder !== undefined) {
      const target = join(folder, `${basename(file, extname(file))}.json`)
      if (written.has(target)) throw new Error(`${target}：两个文件同名 two files of one name`)
      written.add(target)
      mkdirSync(folder, { recursive: true })
      writeFileSync(target, jsonOf(statements))
      if (!isJson) process.stdout.write(`✓ ${file} → ${target}  ${statements.length} 条 statements\n`)
    }
    if (isJson) process.stdout.write(jsonOf(statements))
    else if (folder === undefined) {
      const head = files.length > 1 ? `${file}  ${statements.length} 条 statements\n` : ''
      process.stdout.write(`${head}${formatStatements(statements)}\n`)
    }
  } catch (error) {
    process.stderr.write(`✗ ${file}\n${wordsOf(error)}`)
    process.exitCode = 1
  }
}

/** By the rules, and by the second reader where the environment names one. */
async function readAll(text: string, date: string | undefined): Promise<readonly Statement[]> {
  const dictionary = defaultDictionary()
  const statements = readStatements(text, dictionary, date === undefined ? {} : { date })
  const reader = findSecondReader(process.env)
  if (reader === undefined) return statements
  const { proposals, reason } = await readAgain(reader, { text, statements, dictionary })
  if (reason !== null) process.stderr.write(`第二读者未读完 The second reader did not finish: ${reason}\n`)
  return [...statements, ...proposals].toSorted((a, b) => a.offset - b.offset)
}

function jsonOf(statements: readonly Statement[]): string {
  return `${JSON.stringify(statements, null, 2)}\n`
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem && isProblemCode(error.code)) {
    return `  ${problemText(error.code, 'zh', error.detail)}\n  ${problemText(error.code, 'en', error.detail)}\n`
  }
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '  没有这个文件\n  There is no such file\n'
  const reason = error instanceof Error ? error.message : String(error)
  return `  不能读取：${reason}\n  It cannot be read: ${reason}\n`
}
