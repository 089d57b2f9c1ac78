import { requireNode } from './prepare/node-version.mjs'

requireNode()

const { existsSync } = await import('node:fs')
const { prepare } = await import('./prepare/prepare.mjs')
const { inRoot, programOf } = await import('./prepare/root.mjs')
const { runStep, StepFailed } = await import('./prepare/step.mjs')

await prepare()
const node = (program, ...options) => [process.execPath, program, ...options]
const knows = (name) => existsSync(inRoot('node_modules', name))
const lint = ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']

const steps = [
  ['格式 format', node(programOf('@biomejs/biome', 'biome'), 'check', '.')],
  ['规则 lint', node(programOf('oxlint'), ...lint)],
  ['类型 types', node(programOf('typescript', 'tsc'), '-b')],
  ['生成文件 generated files', node(inRoot('tools', 'generate.mjs'), '--check')],
  [
    '分层与规范 floors and house rules',
    node(
      programOf('vitest'),
      'run',
      '--project',
      'whole',
      'test/floors.test.ts',
      'test/house.test.ts',
      'test/docs.test.ts',
    ),
  ],
  ...(knows('knip') ? [['无用代码 unused code', node(programOf('knip'))]] : []),
]

const failures = []
for (const [name, command] of steps) {
  try {
    await runStep(name, command)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    console.error(error.output)
    failures.push(name)
  }
}
if (failures.length > 0) console.error(`✗ ${failures.length} / ${steps.length}: ${failures.join(', ')}`)
process.exit(failures.length > 0 ? 1 : 0)
