import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeImportConformance } from '../import-room.conformance.js';
import { describeLiveViewConformance } from '../live-view-store.conformance.js';
import { openStore } from '../open-store.js';
import { describePhotoConformance } from '../photo-store.conformance.js';
import { describeRoundConformance } from '../round-store.conformance.js';
import { describeStoreConformance } from '../store.conformance.js';
import type { StorePlace } from '../store-place.conformance.js';

const place = async (): Promise<StorePlace> => {
  const folder = mkdtempSync(join(tmpdir(), 'toile-store-'));
  return {
    open: () => openStore({ folder }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
};

describeStoreConformance('SQLite, on the calling thread', place);
describeRoundConformance('SQLite, on the calling thread', place);
describeLiveViewConformance('SQLite, on the calling thread', place);
describeImportConformance('SQLite, on the calling thread', place);
describePhotoConformance('SQLite, on the calling thread', place);
