import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// A journey waits for its browser more than it computes: two more at work than two cores have.
const maxWorkers = Math.max(4, availableParallelism());
const shared = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const, maxWorkers };

/**
 * Three kinds of tests. `pure` needs nothing, `server` a real PostgreSQL,
 * `journey` a real browser as well. A module's test that needs no database is
 * named `*.rules.test.ts` and runs among the pure ones.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tools/closing-line.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'pure',
          include: [
            'engines/**/*.test.ts',
            'demo/**/*.test.ts',
            'tools/**/*.test.ts',
            '**/*.{rules,contract,sheets,words,pure}.test.ts',
          ],
          exclude: ['node_modules/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'server',
          globalSetup: ['tools/testing/database.ts'],
          include: ['platform/**/*.test.ts', 'modules/**/*.test.ts', 'faults/**/*.test.ts'],
          exclude: ['node_modules/**', '**/*.{rules,contract,sheets,words,pure}.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'journey',
          testTimeout: 600_000,
          maxConcurrency: 3,
          hookTimeout: 600_000,
          globalSetup: ['tools/testing/browser.ts', 'e2e/sample-bureau.ts'],
          include: ['e2e/**/*.test.ts'],
        },
      },
    ],
  },
});
