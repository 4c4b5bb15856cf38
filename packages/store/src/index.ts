export { openStore, type StoreOptions } from './open-store.js';
export { type DocLog, type Store, StoreError, type Visit } from './store.js';
