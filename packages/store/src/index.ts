export type { FoundLiveView, LiveViewStore } from './live-view-store.js';
export { openStore, type StoreOptions } from './open-store.js';
export type { PhotoBounds, PhotoOutcome, PhotoStore } from './photo-store.js';
export type { RoundStore, Urn } from './round-store.js';
export {
  type DocLog,
  type ImportedRoom,
  type Store,
  StoreError,
  type VersionBounds,
  type Visit,
} from './store.js';
