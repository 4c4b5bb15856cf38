import { defineConfig } from 'vitest/config';

// Packages are tested from their sources: "toile-source" is the export condition that names them.
const conditions = ['toile-source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  // Conditions of externals reach Node itself: with 'import' among them CommonJS would be handed ES modules.
  ssr: { resolve: { conditions: ['toile-source', 'node'], externalConditions: conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
