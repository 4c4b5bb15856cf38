import {
  type InvertAnswer,
  invertAnswerSchema,
  limits,
  type Member,
  mayHost,
  type PackSummary,
  type Photo,
  type PhotoLatent,
  photoMime,
  type Room,
  ToileError,
} from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import { type Store, StoreError } from '@toile/store';
import type { PictureService } from '../picture-service.js';
import { InTurns } from '../take-away/in-turns.js';
import { normalisePhoto } from './normalise-photo.js';

interface PhotoDeskParts {
  readonly store: Pick<Store, 'photos'>;
  readonly queue: Pick<RenderQueue, 'store'>;
  readonly pictures: Pick<PictureService, 'answer'>;
}

const bounds = { perRoom: limits.photosPerRoom, bytesPerRoom: limits.photoBytesPerRoom };

/** The photographs of rooms: taken in, given out, taken away, and turned into latents. */
export class PhotoDesk {
  readonly #parts: PhotoDeskParts;
  /** Decoding takes up to 160 MB for a moment. */
  readonly #turns = new InTurns({ atOnce: 2, longestLine: 32 });

  constructor(parts: PhotoDeskParts) {
    this.#parts = parts;
  }

  /**
   * Keep an uploaded file as a photograph, once however often it comes: `isNew` the first time.
   * @throws ToileError as `normalisePhoto` does; `photos-full`, naming the limit; `store-unavailable`
   */
  async keep(room: Room, by: Member, file: Uint8Array): Promise<{ photo: Photo; isNew: boolean }> {
    const { content, ...about } = await this.#turns.run(() => normalisePhoto(file));
    const { photos } = this.#parts.store;
    const photo: Photo = { ...about, by: by.id, atMs: Date.now() };
    switch (await photos.keep(room.id, photo, content, bounds).catch(notKept)) {
      case 'kept':
        return { photo, isNew: true };
      case 'there':
        // Removed in this very moment: then it is as if it had come before that.
        return { photo: (await photos.photo(room.id, photo.hash)) ?? photo, isNew: false };
      case 'too-many':
        throw full('photosPerRoom');
      case 'too-large':
        throw full('photoBytesPerRoom');
    }
  }

  /** @throws ToileError `photo-not-found` */
  async bytes(room: Room, hash: string): Promise<Uint8Array> {
    const bytes = await this.#parts.store.photos.bytes(room.id, hash);
    if (bytes === null) throw new ToileError('photo-not-found');
    return bytes;
  }

  /**
   * Remove a photograph's bytes for good; what was found in it stays in the designs that have it.
   * @throws ToileError `photo-not-found`, `role-forbidden` for anybody but its uploader and hosts
   */
  async remove(room: Room, by: Member, hash: string): Promise<void> {
    const { photos } = this.#parts.store;
    const photo = await photos.photo(room.id, hash);
    if (photo === null) throw new ToileError('photo-not-found');
    if (photo.by !== by.id && !mayHost(by.role)) {
      throw new ToileError('role-forbidden', 'A photo is removed by whoever brought it, or by a host.');
    }
    await photos.remove(room.id, hash);
  }

  /**
   * The latent whose picture is most like the garment in a photograph.
   * @throws ToileError `photo-not-found`, `photos-unsupported`, `no-garment`, and as `PictureService.answer` does
   */
  async latent(room: Room, pack: PackSummary, hash: string, signal?: AbortSignal): Promise<PhotoLatent> {
    const { store, queue, pictures } = this.#parts;
    const photo = await store.photos.photo(room.id, hash);
    if (photo === null) throw new ToileError('photo-not-found');
    const { matte, encoder } = pack.manifest.files;
    if (!matte || !encoder) throw new ToileError('photos-unsupported');
    const { widthPx, heightPx } = photo;
    const meta = { hash, mime: photoMime, widthPx, heightPx, ...drawnByNobody } as const;
    // A worker has no store: it finds the photograph beside the frames.
    await queue.store({ meta, bytes: await this.bytes(room, hash) });
    const answer: InvertAnswer = invertAnswerSchema.parse(
      await pictures.answer(room.id, { kind: 'invert', pack: pack.manifest.id, photo: hash }, signal),
    );
    if (answer.kind === 'no-garment') throw new ToileError('no-garment');
    const { kind: _kind, ...latent } = answer;
    return latent;
  }
}

const drawnByNobody = { tier: 'final', inferenceMs: 0, encodeMs: 0, batch: 1, provider: 'none' } as const;

function notKept(error: unknown): never {
  if (!(error instanceof StoreError && error.code === 'unavailable')) throw error;
  const message = 'The photo was not kept: the store cannot be reached or is full. Try again later.';
  throw new ToileError('store-unavailable', message, { cause: error });
}

function full(name: 'photosPerRoom' | 'photoBytesPerRoom'): ToileError {
  const value = limits[name];
  const most = name === 'photosPerRoom' ? `${value} photos` : `${value / 1_048_576} MB of photos`;
  const message = `A room holds ${most} at most: remove some before adding more.`;
  return new ToileError('photos-full', message, { limit: { name, value } });
}
