import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inRoot, root } from './prepare/root.mjs'

/** Each command of the built server writes its one output to the file that it is given. */
const generators = [
  { name: 'openapi', output: 'contract/openapi.json', command: 'server/dist/commands/openapi.js' },
  { name: 'schema', output: 'server/db/schema.generated.ts', command: 'server/dist/commands/schema.js' },
]

// Usage: node tools/generate.mjs [--check]. With --check nothing is written; an output that would change is a failure.
const checking = process.argv.includes('--check')
const folder = mkdtempSync(path.join(os.tmpdir(), 'gangju-generate-'))
const outcomes = generators.map(generate)
rmSync(folder, { recursive: true, force: true })
for (const { name, said } of outcomes) console.log(`${name}: ${said}`)
process.exit(outcomes.some(({ failed }) => failed) ? 1 : 0)

function generate({ name, output, command }) {
  if (!existsSync(inRoot(command))) return { name, said: `left out, there is no ${command} yet` }
  const fresh = path.join(folder, path.basename(output))
  const run = spawnSync(process.execPath, [inRoot(command), fresh], { cwd: root, encoding: 'utf8' })
  if (run.status !== 0 || !existsSync(fresh)) return { name, said: `failed\n${run.stdout}${run.stderr}`, failed: true }
  if (existsSync(inRoot(output)) && readFileSync(inRoot(output), 'utf8') === readFileSync(fresh, 'utf8'))
    return { name, said: 'up to date' }
  if (checking) return { name, said: `${output} is out of date; run node tools/generate.mjs`, failed: true }
  copyFileSync(fresh, inRoot(output))
  return { name, said: `wrote ${output}` }
}
