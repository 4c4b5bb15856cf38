import type { Photo } from '@toile/protocol';

/** How much of photographs one room keeps. */
export interface PhotoBounds {
  readonly perRoom: number;
  readonly bytesPerRoom: number;
}

/**
 * What became of a photograph: kept, or there already under its hash, or one too many, or too large beside the
 * others.
 */
export type PhotoOutcome = 'kept' | 'there' | 'too-many' | 'too-large';

/** The photographs of rooms, a part of the store: same promises, same errors. */
export interface PhotoStore {
  /** Keep a photograph, once however often it comes: whoever brought it first stays named. */
  keep(roomId: string, photo: Photo, bytes: Uint8Array, bounds: PhotoBounds): Promise<PhotoOutcome>;
  /** Oldest first. */
  list(roomId: string): Promise<Photo[]>;
  photo(roomId: string, hash: string): Promise<Photo | null>;
  /** Null where it is not there. */
  bytes(roomId: string, hash: string): Promise<Uint8Array | null>;
  /** False where it is not there. */
  remove(roomId: string, hash: string): Promise<boolean>;
}
