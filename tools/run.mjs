import { requireNode } from './prepare/node-version.mjs'

requireNode()

const commands = {
  rebuild: '../server/dist/commands/rebuild.js',
  'load-content': '../server/dist/commands/load-content.js',
  'verify-log': '../server/dist/commands/verify-log.js',
  'load-places': '../server/dist/commands/load-places.js',
  clause: '../server/dist/commands/read-clauses.js',
}

const [command, ...options] = process.argv.slice(2)
const file = commands[command]
if (!file) {
  console.error(`用法 Usage: node tools/run.mjs ${Object.keys(commands).join(' | ')} [...]`)
  process.exit(2)
}
const { prepare } = await import('./prepare/prepare.mjs')
const { root } = await import('./prepare/root.mjs')
await prepare('server')
// Files that a person names lie where the person is.
if (command !== 'clause') process.chdir(root)
process.argv.splice(2, Number.POSITIVE_INFINITY, ...options)
await import(file)
