import type { Photo } from '@toile/protocol';
import type { PhotoBounds, PhotoOutcome, PhotoStore } from '../photo-store.js';
import { StoreError } from '../store.js';
import * as photos from './photo-queries.js';
import * as parsing from './row-parsing.js';
import type { Row, SqlEngine, Statement } from './statement.js';

/** Photographs in SQL. */
export class SqlPhotos implements PhotoStore {
  readonly #engine: SqlEngine;

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  async keep(roomId: string, photo: Photo, bytes: Uint8Array, bounds: PhotoBounds): Promise<PhotoOutcome> {
    // The room is locked, so that two who bring the last one that fits do not both have it kept.
    const answers = await this.#engine.run([
      ...this.#engine.dialect.lockRoom(roomId),
      photos.insertPhoto(roomId, photo, new Uint8Array(bytes), bounds),
      photos.selectRoomForPhoto(roomId, photo.hash),
    ]);
    const [kept, against] = answers.slice(-2);
    if (kept?.[0]) return 'kept';
    const room = against?.[0];
    if (!room) throw new StoreError('conflict', `There is no room ${roomId} to keep a photo in.`);
    if (parsing.parseWhole(room.there, 'photo count') > 0) return 'there';
    return parsing.parseWhole(room.photos, 'photo count') >= bounds.perRoom ? 'too-many' : 'too-large';
  }

  async list(roomId: string): Promise<Photo[]> {
    const [rows = []] = await this.#engine.run([photos.selectPhotos(roomId)]);
    return rows.map(parsing.parsePhoto);
  }

  async photo(roomId: string, hash: string): Promise<Photo | null> {
    const row = await this.#row(photos.selectPhoto(roomId, hash));
    return row ? parsing.parsePhoto(row) : null;
  }

  async bytes(roomId: string, hash: string): Promise<Uint8Array | null> {
    const row = await this.#row(photos.selectPhotoBytes(roomId, hash));
    return row ? parsing.parseBytes(row.bytes, 'photo') : null;
  }

  async remove(roomId: string, hash: string): Promise<boolean> {
    return (await this.#row(photos.deletePhoto(roomId, hash))) !== undefined;
  }

  async #row(statement: Statement): Promise<Row | undefined> {
    const [[row] = []] = await this.#engine.run([statement]);
    return row;
  }
}
