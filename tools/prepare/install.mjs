import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { runStep } from './step.mjs'

const mark = inRoot('node_modules', '.gangju-lock')

/** `npm ci` when there are no packages yet or the lock file has changed since. */
export async function install() {
  const lock = readFileSync(inRoot('package-lock.json'), 'utf8')
  const wanted = createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  // The tools that build are dev dependencies: NODE_ENV=production must not leave them out.
  if (!isInstalled(JSON.parse(lock)))
    await runStep('安装依赖 Installing packages', [...npm(), 'ci', '--include=dev', '--include=optional'], {
      shell: process.platform === 'win32' && !process.env.npm_execpath,
    })
  writeFileSync(mark, wanted)
}

/** Whether npm's own record says that every package of the lock file lies there; one made for another system may lack. */
function isInstalled({ packages }) {
  const record = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(packages).every(([place, { version, optional, link }]) => {
    if (!place.includes('node_modules/')) return true
    const found = installed[place]
    if (!found) return optional === true
    return (link || found.version === version) && (optional || existsSync(inRoot(place)))
  })
}

function npm() {
  const { npm_execpath } = process.env
  return npm_execpath ? [process.execPath, npm_execpath] : ['npm']
}
