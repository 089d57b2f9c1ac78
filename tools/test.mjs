import { requireNode } from './prepare/node-version.mjs'

requireNode()

const { spawn } = await import('node:child_process')
const { mkdirSync, readFileSync, rmSync } = await import('node:fs')
const { obtainChromium, sayHowToGetChromium } = await import('./prepare/chromium.mjs')
const { prepare } = await import('./prepare/prepare.mjs')
const { inRoot, programOf, root } = await import('./prepare/root.mjs')

const all = ['rule', 'store', 'whole', 'browser']
const { projects, options } = readOptions(process.argv.slice(2))

await prepare('server', 'web')
const skipped = projects.includes('browser') && process.env.GANGJU_NO_BROWSER === '1'
if (skipped) console.error('! GANGJU_NO_BROWSER=1: 不运行浏览器测试 browser tests are left out')
const browser = projects.includes('browser') && !skipped ? await obtainChromium() : undefined
const unable = projects.includes('browser') && !skipped && !browser
const able = projects.filter((project) => project !== 'browser' || browser)

const totals = { passed: 0, failed: 0, skipped: 0 }
const failures = []
mkdirSync(inRoot('.cache'), { recursive: true })
for (const project of able) {
  const { code, counts } = await runProject(project)
  for (const kind of Object.keys(totals)) totals[kind] += counts[kind]
  if (code !== 0) failures.push(project)
  // A filter may leave a project without tests; a whole run may not.
  else if (options.length === 0 && counts.passed === 0) failures.push(`${project} (没有测试 no tests)`)
}

if (unable) {
  sayHowToGetChromium()
  failures.push('browser (没有浏览器 no browser)')
}
if (failures.length > 0) console.error(`✗ ${failures.join(', ')}`)
else if (totals.passed === 0) failures.push('none')
console.log(
  `tests: ${totals.passed} passed, ${Math.max(totals.failed, failures.length)} failed, ${totals.skipped} skipped`,
)
process.exit(failures.length > 0 ? 1 : 0)

/** `--project` chooses; whatever else is given goes to vitest. */
function readOptions(given) {
  const chosen = given.flatMap((word, index) =>
    word.startsWith('--project=') ? [word.slice(10)] : given[index - 1] === '--project' ? [word] : [],
  )
  const rest = given.filter((word, index) => !word.startsWith('--project') && given[index - 1] !== '--project')
  return { projects: chosen.length > 0 ? chosen : all, options: rest }
}

/** One at a time: the machine's cores belong to the server under test. */
async function runProject(project) {
  console.log(`\n── ${project}`)
  const report = inRoot('.cache', `test-${project}.json`)
  rmSync(report, { force: true })
  const child = spawn(
    process.execPath,
    [
      ...[programOf('vitest'), 'run', '--project', project, '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...options],
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...(browser && { CHROMIUM: browser }) } },
  )
  const code = await new Promise((resolve) => child.on('close', (exit) => resolve(exit ?? 1)))
  return { code, counts: readCounts(report) }
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}
