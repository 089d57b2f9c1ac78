import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, programOf, root } from './root.mjs'
import { runStep } from './step.mjs'

// `stamp` says which sources the output was built from, and when: the server refuses a clock before that.
const parts = {
  server: {
    name: '编译服务器 Building the server',
    sources: ['net', 'clause', 'contract', 'server'],
    command: () => [process.execPath, programOf('typescript', 'tsc'), '-b', 'server'],
    output: inRoot('server', 'dist', 'main.js'),
    stamp: inRoot('server', 'dist', 'build.json'),
  },
  web: {
    name: '编译网页 Building the pages',
    sources: ['net', 'contract', 'web'],
    command: () => [process.execPath, programOf('vite'), 'build', 'web'],
    output: inRoot('web', 'dist', 'site', 'index.html'),
    stamp: inRoot('.cache', 'web-build.json'),
  },
}

/** Builds `server` or `web` when its sources are not the ones it was last built from. */
export async function build(which) {
  const { name, sources, command, output, stamp } = parts[which]
  const hash = hashSources(sources)
  if (existsSync(output) && findStamp(stamp)?.sources === hash) return
  await runStep(name, command())
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${JSON.stringify({ sources: hash, builtAt: new Date().toISOString() })}\n`)
}

function findStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Over names and contents, not times: a checkout of the same sources is the same. */
function hashSources(folders) {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'tsconfig.base.json', ...folders.flatMap(listSources)]
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0')
  return hash.digest('hex')
}

function listSources(folder) {
  const skipped = new Set(['node_modules', 'dist'])
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(name)
      return /\.test\.tsx?$|\.tsbuildinfo$/.test(entry.name) ? [] : [name]
    })
}
