import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../open-store.js';
import { describeStoreConformance } from '../store.conformance.js';
import { startThrowawayPostgres, type ThrowawayPostgres } from './throwaway-postgres.js';

let server: ThrowawayPostgres;
beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server?.remove());

describeStoreConformance('Postgres', async () => {
  const databaseUrl = await server.createDatabase();
  return {
    open: () => openStore({ databaseUrl }),
    remove: async () => undefined,
  };
});
