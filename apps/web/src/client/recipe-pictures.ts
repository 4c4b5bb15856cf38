import type { PictureLoader } from '@toile/client';
import { type Recipe, recipeHash } from '@toile/latent';
import { type ErrorBody, ToileError } from '@toile/protocol';
import { browserDarkroom, type Darkroom } from './frame-pictures.js';

/** Of a recipe: nothing yet, something that the browser can paint without a blink, or why there is nothing. */
export type RecipePicture =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: ErrorBody };

interface Feed {
  readonly recipe: Recipe;
  readonly listeners: Set<() => void>;
  readonly leaving: AbortController;
  picture: RecipePicture;
}

const waiting: RecipePicture = { kind: 'waiting' };
/** A cell that moves leaves and returns at once: a picture is given up after this. */
const graceMs = 150;
/** Painted pictures that are kept though nobody shows them: several screens of a wall. */
const keptPictures = 400;

/** Pictures by recipe for many places at once: decoded once each, and given up once nobody shows them. */
export class RecipePictures {
  readonly #loader: Pick<PictureLoader, 'load'>;
  readonly #darkroom: Darkroom;
  /** By recipe hash, the one that was left last at the end. */
  readonly #feeds = new Map<string, Feed>();

  constructor(loader: Pick<PictureLoader, 'load'>, darkroom: Darkroom = browserDarkroom) {
    this.#loader = loader;
    this.#darkroom = darkroom;
  }

  picture(hash: string | null): RecipePicture {
    return (hash === null ? undefined : this.#feeds.get(hash)?.picture) ?? waiting;
  }

  subscribe(recipe: Recipe, listener: () => void): () => void {
    const hash = recipeHash(recipe);
    const before = this.#feeds.get(hash);
    // One that failed is tried again by whoever comes next.
    const feed = before && (before.picture.kind !== 'failed' || before.listeners.size > 0) ? before : null;
    const joined = feed ?? this.#open(hash, recipe);
    joined.listeners.add(listener);
    return () => {
      joined.listeners.delete(listener);
      if (joined.listeners.size === 0) setTimeout(() => this.#leave(hash, joined), graceMs);
    };
  }

  #open(hash: string, recipe: Recipe): Feed {
    const feed: Feed = { recipe, listeners: new Set(), leaving: new AbortController(), picture: waiting };
    this.#feeds.set(hash, feed);
    void this.#load(hash, feed);
    return feed;
  }

  async #load(hash: string, feed: Feed): Promise<void> {
    const { signal } = feed.leaving;
    let picture: RecipePicture;
    try {
      const frame = await this.#loader.load(feed.recipe, { signal });
      picture = { kind: 'shown', url: await this.#darkroom.develop(frame) };
    } catch (error) {
      if (signal.aborted) return;
      const failure =
        error instanceof ToileError ? error : new ToileError('render-failed', undefined, { cause: error });
      picture = { kind: 'failed', error: failure.toBody() };
    }
    if (this.#feeds.get(hash) !== feed) {
      if (picture.kind === 'shown') this.#darkroom.release(picture.url);
      return;
    }
    feed.picture = picture;
    for (const listener of feed.listeners) listener();
  }

  #leave(hash: string, feed: Feed): void {
    if (feed.listeners.size > 0 || this.#feeds.get(hash) !== feed) return;
    this.#feeds.delete(hash);
    if (feed.picture.kind !== 'shown') {
      feed.leaving.abort();
      return;
    }
    this.#feeds.set(hash, feed);
    for (const [old, { listeners, picture }] of this.#feeds) {
      if (this.#feeds.size <= keptPictures) return;
      if (listeners.size > 0 || picture.kind !== 'shown') continue;
      this.#feeds.delete(old);
      this.#darkroom.release(picture.url);
    }
  }
}
