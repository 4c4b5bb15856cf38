import { StoreError } from '../store.js';

/** One step of the schema. A released step is never edited: a change is a new step. */
export interface Migration {
  /** 1, 2, 3… without gaps. */
  readonly version: number;
  readonly title: string;
  readonly sql: string;
}

/**
 * The steps that bring a database at version `current` (0: empty) to the newest.
 * Throws `StoreError('corrupt')` where the database is newer than this code.
 */
export function pendingMigrations(all: readonly Migration[], current: number): readonly Migration[] {
  const newest = all.length;
  if (current > newest) {
    throw new StoreError(
      'corrupt',
      `The database is at schema version ${current}, and this server knows versions up to ${newest}: ` +
        'start the newer server, or restore a backup made by this one.',
    );
  }
  return all.slice(current);
}
