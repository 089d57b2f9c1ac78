import { defineConfig } from 'vitest/config'

const source = {
  resolve: { conditions: ['gangju-source'] },
  ssr: { resolve: { conditions: ['gangju-source'], externalConditions: ['gangju-source'] } },
}

/** Three sizes of test; the browser ones start the built program. */
export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
          name: 'rule',
          include: [
            'net/**/*.test.ts',
            'clause/**/*.test.ts',
            'contract/**/*.test.ts',
            'catalogue/**/*.test.ts',
            'web/**/*.test.ts',
          ],
        },
      },
      {
        ...source,
        test: {
          name: 'store',
          include: ['server/**/*.test.ts'],
          globalSetup: ['test/postgres.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: {
          name: 'whole',
          include: ['test/*.test.ts'],
          globalSetup: ['test/postgres.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: { name: 'browser', include: ['test/browser/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
})
