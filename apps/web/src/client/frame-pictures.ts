import type { ShownFrame } from '@toile/client';

/** A frame that the browser has decoded and can paint without a blink. */
export interface Picture {
  readonly url: string;
  readonly hash: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** It is of the design's present state; false while a newer one is on its way. */
  readonly final: boolean;
}

/** A picture as it came: of a room's member or of somebody who watches. */
type Arrived = Pick<ShownFrame, 'hash' | 'bytes' | 'final'> & {
  readonly meta: Pick<ShownFrame['meta'], 'mime' | 'widthPx' | 'heightPx'>;
};

/** Where pictures come from. */
export interface FrameSource {
  frame(designId: string): Arrived | null;
  subscribeFrame(designId: string, listener: () => void): () => void;
}

/** How bytes become something to paint; the browser's way by default. */
export interface Darkroom {
  /** Resolves to a URL whose image is decoded; rejects where the bytes are no picture. */
  develop: (frame: Pick<Arrived, 'bytes' | 'meta'>) => Promise<string>;
  release: (url: string) => void;
}

export const browserDarkroom: Darkroom = {
  develop: async ({ bytes, meta }) => {
    const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: meta.mime }));
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      return url;
    } catch (error) {
      URL.revokeObjectURL(url);
      throw error;
    }
  },
  release: (url) => URL.revokeObjectURL(url),
};

interface Feed {
  readonly listeners: Set<() => void>;
  readonly stop: () => void;
  shown: Picture | null;
  /** Hash that is being decoded. */
  developing: string | null;
}

/**
 * The decoded pictures of one room, shared by everything that shows them: a picture changes only once the next
 * one is decoded, and the bytes of one frame are decoded once however many places show it.
 */
export class FramePictures {
  readonly #client: FrameSource;
  readonly #darkroom: Darkroom;
  readonly #feeds = new Map<string, Feed>();

  constructor(client: FrameSource, darkroom: Darkroom = browserDarkroom) {
    this.#client = client;
    this.#darkroom = darkroom;
  }

  picture(designId: string): Picture | null {
    return this.#feeds.get(designId)?.shown ?? null;
  }

  subscribe(designId: string, listener: () => void): () => void {
    const feed = this.#feeds.get(designId) ?? this.#open(designId);
    feed.listeners.add(listener);
    return () => {
      feed.listeners.delete(listener);
      // A card that moves in the rack leaves and returns at once: keep its picture for that long.
      setTimeout(() => this.#closeIfUnused(designId, feed), 2_000);
    };
  }

  #open(designId: string): Feed {
    const feed: Feed = {
      listeners: new Set(),
      stop: this.#client.subscribeFrame(designId, () => void this.#follow(designId, feed)),
      shown: null,
      developing: null,
    };
    this.#feeds.set(designId, feed);
    void this.#follow(designId, feed);
    return feed;
  }

  async #follow(designId: string, feed: Feed): Promise<void> {
    const frame = this.#client.frame(designId);
    if (frame === null || frame.hash === feed.shown?.hash) {
      this.#show(feed, feed.shown && { ...feed.shown, final: frame?.final ?? false });
      return;
    }
    this.#show(feed, feed.shown && { ...feed.shown, final: false });
    if (feed.developing !== null) return;
    feed.developing = frame.hash;
    let url: string | null = null;
    try {
      url = await this.#darkroom.develop(frame);
    } catch (cause) {
      console.error(`Toile: frame ${frame.hash} is no picture that this browser reads.`, cause);
    }
    feed.developing = null;
    if (this.#feeds.get(designId) !== feed) {
      if (url) this.#darkroom.release(url);
      return;
    }
    const newest = this.#client.frame(designId);
    if (url && newest?.hash === feed.shown?.hash) {
      // Back to the picture on the screen before this one was ready.
      this.#darkroom.release(url);
    } else if (url) {
      const old = feed.shown;
      const { widthPx, heightPx } = frame.meta;
      const final = newest?.hash === frame.hash && newest.final;
      this.#show(feed, { url, hash: frame.hash, widthPx, heightPx, final });
      // The old address may still be in an <img> that React has not repainted yet.
      if (old) setTimeout(() => this.#darkroom.release(old.url), 1_000);
    }
    if (newest?.hash !== frame.hash) await this.#follow(designId, feed);
  }

  #show(feed: Feed, picture: Picture | null): void {
    const { shown } = feed;
    if (shown === picture || (shown?.hash === picture?.hash && shown?.final === picture?.final)) return;
    feed.shown = picture;
    for (const listener of feed.listeners) listener();
  }

  #closeIfUnused(designId: string, feed: Feed): void {
    if (feed.listeners.size > 0 || this.#feeds.get(designId) !== feed) return;
    this.#feeds.delete(designId);
    feed.stop();
    if (feed.shown) this.#darkroom.release(feed.shown.url);
  }
}
