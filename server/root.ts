import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of this package, whether the source runs or its built form in `dist`. */
export const serverRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

/** Folder of the whole project: `catalogue` and the built pages lie there. */
export const projectRoot = dirname(serverRoot)

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
