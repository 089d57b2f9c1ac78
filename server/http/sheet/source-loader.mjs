import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// Lets a worker thread run this folder's TypeScript as it stands, for tests: the built program does not need it.
// Node loads the hooks below from this same file, in a thread of their own.
export async function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: ['gangju-source', ...context.conditions] })
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context)
  const { transformSync } = await import('rolldown/utils')
  const { code } = transformSync(url, readFileSync(new URL(url), 'utf8'), { lang: 'ts' })
  return { format: 'module', shortCircuit: true, source: code }
}

if (!isMainThread && import.meta.url.indexOf('?hooks') < 0) register(`${import.meta.url}?hooks`)
