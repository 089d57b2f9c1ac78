import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildOpenApi } from '../http/openapi.ts'
import { projectRoot } from '../root.ts'

/** Writes the OpenAPI document of the contract to a file, or with `--check` compares it with the one that is kept. */
const [argument] = process.argv.slice(2)
const kept = join(projectRoot, 'contract', 'openapi.json')
const text = `${JSON.stringify(buildOpenApi(), null, 2)}\n`
if (argument === '--check') {
  if (readFileSync(kept, 'utf8') !== text) {
    process.stdout.write('contract/openapi.json is out of date\n')
    process.exitCode = 1
  }
} else writeFileSync(argument ?? kept, text)
