import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Whole-product tests run the built product, one file after the other: each starts real servers and browsers.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['e2e/**/*.test.ts', 'chaos/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: ['default'],
  },
});
