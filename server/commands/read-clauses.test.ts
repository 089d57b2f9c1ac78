import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { paragraph, wordOf } from '../http/document/test-word.ts'

const program = fileURLToPath(new URL('../dist/commands/read-clauses.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'gangju-clause-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const sentence = '到2027年，云溪县工业总产值突破2000亿元。'
writeFileSync(join(home, '甲.txt'), sentence)
writeFileSync(join(home, '乙.docx'), wordOf(paragraph(sentence)))
writeFileSync(join(home, '坏.pdf'), '%PDF-1.7\n')
writeFileSync(join(home, '空.txt'), ' \n')

const run = (...options: readonly string[]) =>
  spawnSync(process.execPath, [program, ...options], { cwd: home, encoding: 'utf8', timeout: 60_000 })

describe.runIf(existsSync(program))('[TX10] gangju clause', () => {
  test('a table for people, an array for programs, one file per input', () => {
    const table = run('甲.txt')
    expect(table.stderr).toBe('')
    expect(table.stdout).toContain('2000')
    const [first] = JSON.parse(run('甲.txt', '--json').stdout)
    expect(sentence.startsWith(first.text, first.offset)).toBe(true)
    const { status } = run('甲.txt', '乙.docx', '--date', '2026-01', '--out', 'out')
    expect(status).toBe(0)
    for (const name of ['甲', '乙']) {
      expect(JSON.parse(readFileSync(join(home, 'out', `${name}.json`), 'utf8'))).toMatchObject([{ value: 2000 }])
    }
  })

  test('a bad file is told in two languages, and the others are read', () => {
    const { status, stderr } = run('没有.txt', '坏.pdf', '空.txt', '甲.txt', '--out', 'rest')
    expect(status).toBe(1)
    expect(stderr).toMatch(/没有这个文件[\s\S]*There is no such file/)
    expect(stderr).toMatch(/文件已损坏[\s\S]*damaged/)
    expect(stderr).not.toContain('    at ')
    expect(existsSync(join(home, 'rest', '甲.json'))).toBe(true)
  })

  test('wrong options are answered with how to use it', () => {
    for (const options of [[], ['--date', '2026-13', '甲.txt'], ['--nonsense', '甲.txt']]) {
      const { status, stderr } = run(...options)
      expect(status).toBe(2)
      expect(stderr).toContain('Usage')
    }
  })
})
