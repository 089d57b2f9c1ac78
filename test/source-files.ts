import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the root of the project, with slashes. */
  readonly path: string
  readonly text: string
}

export interface Import {
  /** Path of ours, `@gangju/…` resolved; undefined for what is not ours. */
  readonly file: string | undefined
  /** As written: a package, a path. */
  readonly specifier: string
  /** Names taken; `*` for all of them. */
  readonly names: readonly string[]
  /** True where the names are handed on. */
  readonly isExport: boolean
}

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..')

const skipped = new Set(['node_modules', 'dist', 'data', 'coverage', 'test-results'])

/** Files under the folders whose names end so, without what is installed, built or stored. */
export function listFiles(folders: readonly string[], ending: RegExp): SourceFile[] {
  return folders
    .flatMap((folder) => listPaths(folder))
    .filter((path) => ending.test(path))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }))
}

function listPaths(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : listPaths(path)
    return entry.isFile() ? [path] : []
  })
}

/** A test or what only tests use. */
export const isTest = (path: string) => /^test\/|\.test\.tsx?$|(?:^|\/)test-[^/]*$/.test(path)

const statement =
  /^(import|export)\s+(?:type\s+)?([\w$*{}\s,]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm

/** What a file imports, read from its text: our code writes every import at the beginning of a line, with single quotes. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(statement)].map((match) => {
    const specifier = match[3] ?? match[4] ?? match[5] ?? ''
    return {
      specifier,
      file: resolveOurs(path, specifier),
      names: match[2] === undefined ? ['*'] : namesIn(match[2]),
      isExport: match[1] === 'export',
    }
  })
}

function resolveOurs(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier)).replaceAll('\\', '/')
  const [, workspace, door] = /^@gangju\/(\w+)(?:\/(.+))?$/.exec(specifier) ?? []
  if (workspace === 'net') return `net/${door}/index.ts`
  if (workspace === 'clause') return door === undefined ? 'clause/index.ts' : `clause/${door}/index.ts`
  return workspace === undefined ? undefined : `${workspace}/${door}.ts`
}

function namesIn(clause: string): string[] {
  const [, inBraces = ''] = /\{([^}]*)\}/.exec(clause) ?? []
  const braced = inBraces
    .split(',')
    .map(
      (name) =>
        name
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/)[0]!,
    )
    .filter((name) => name !== '')
  return clause.includes('*') ? ['*', ...braced] : braced
}
