import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../open-store.js';
import { describeStoreConformance } from '../store.conformance.js';

describeStoreConformance('SQLite, on the calling thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toile-store-'));
  return {
    open: () => openStore({ folder }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});
