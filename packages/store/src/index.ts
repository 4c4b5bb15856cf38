export { openStore, type StoreOptions } from './open-store.js';
export type { RoundStore, Urn } from './round-store.js';
export { type DocLog, type Store, StoreError, type VersionBounds, type Visit } from './store.js';
