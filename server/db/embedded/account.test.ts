import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { superviseDatabase } from './supervise.ts'

const asRoot = process.getuid?.() === 0

test.skipIf(!asRoot)(
  '[DB4] as root a folder that the account cannot enter is refused, and its closed parent named',
  async () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'gangju-closed-'))
    const home = path.join(closed, 'data')
    mkdirSync(home)
    await expect(superviseDatabase({ home })).rejects.toMatchObject({
      code: 'database.unreachable',
      zh: expect.stringContaining(`进不了 ${closed},`),
      en: expect.stringContaining('GANGJU_DATA'),
    })
    rmSync(closed, { recursive: true })
  },
)
