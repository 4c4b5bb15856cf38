import { afterAll, beforeAll } from 'vitest';
import { describeImportConformance } from '../import-room.conformance.js';
import { describeLiveViewConformance } from '../live-view-store.conformance.js';
import { openStore } from '../open-store.js';
import { describePhotoConformance } from '../photo-store.conformance.js';
import { describeRoundConformance } from '../round-store.conformance.js';
import { describeStoreConformance } from '../store.conformance.js';
import type { StorePlace } from '../store-place.conformance.js';
import { startThrowawayPostgres, type ThrowawayPostgres } from './throwaway-postgres.js';

let server: ThrowawayPostgres;
beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server?.remove());

const place = async (): Promise<StorePlace> => {
  const databaseUrl = await server.createDatabase();
  return {
    open: () => openStore({ databaseUrl }),
    remove: async () => undefined,
  };
};

describeStoreConformance('Postgres', place);
describeRoundConformance('Postgres', place);
describeLiveViewConformance('Postgres', place);
describeImportConformance('Postgres', place);
describePhotoConformance('Postgres', place);
