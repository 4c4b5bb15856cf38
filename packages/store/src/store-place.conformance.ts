import { afterAll, beforeAll } from 'vitest';
import type { Store } from './store.js';

/** A place where a store keeps its rows, such as a folder or a database. */
export interface StorePlace {
  /** Open the store that is there. May be called again while an earlier one is open, and after it was closed. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** Opens the store of a new place before the tests of this suite, and closes and removes it after them. */
export function openBeforeTests(
  newPlace: () => Promise<StorePlace>,
  use: (store: Store, place: StorePlace) => void,
): void {
  let place: StorePlace | undefined;
  let store: Store | undefined;
  beforeAll(async () => {
    place = await newPlace();
    store = await place.open();
    use(store, place);
  });
  afterAll(async () => {
    await store?.close();
    await place?.remove();
  });
}
