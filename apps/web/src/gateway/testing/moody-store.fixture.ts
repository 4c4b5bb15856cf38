import { type Store, StoreError } from '@toile/store';
import { Signal } from './until.fixture.js';

/** A real store whose appends can be held back or made to fail. Everything else passes through. */
export interface MoodyStore extends Store {
  /** From now on appends wait until `release()`. */
  hold(): void;
  release(): void;
  /** The next `count` appends fail as a store does that cannot be reached; Infinity until told otherwise. */
  failNext(count: number): void;
  /** Appends that were asked for, failed ones included. */
  readonly appends: number;
  readonly signal: Signal;
}

export function moody(store: Store): MoodyStore {
  let open: (() => void) | null = null;
  let gate = Promise.resolve();
  let failures = 0;
  let appends = 0;
  const signal = new Signal();
  const own: Record<string, unknown> = {
    signal,
    hold: () => {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open?.(),
    failNext: (count: number) => {
      failures = count;
    },
    appendUpdate: async (roomId: string, update: Uint8Array) => {
      appends += 1;
      signal.fire();
      await gate;
      if (failures > 0) {
        failures -= 1;
        throw new StoreError('unavailable', 'the store is away');
      }
      return store.appendUpdate(roomId, update);
    },
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'appends') return appends;
      if (typeof name === 'string' && name in own) return own[name];
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as MoodyStore;
}
