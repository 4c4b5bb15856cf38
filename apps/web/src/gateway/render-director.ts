import { type Recipe, recipeHash } from '@toile/latent';
import {
  type Announcement,
  type ErrorBody,
  type Frame,
  type Lane,
  type PackSummary,
  ToileError,
} from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import { designRecipe, designsOf, readDesign, readRack } from '@toile/room';
import type * as Y from 'yjs';
import { fromStore } from './doc-log.js';
import { asToileError } from './failure.js';
import type { Log } from './log.js';
import { SingleFlight } from './single-flight.js';

/** The picture that a design should have now. */
interface Wanted {
  readonly hash: string;
  readonly recipe: Recipe;
  readonly lane: Lane;
  readonly changedAtMs: number;
  /** The change came by another instance, which offers the job: this one only looks, and steps in later. */
  readonly elsewhere: boolean;
}

type Progress =
  /** Asked of the queue; asked again at `askAgainAtMs`, later each time. */
  | { readonly kind: 'waiting'; asked: number; askAgainAtMs: number }
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly error: ErrorBody };

interface Picture {
  wanted: Wanted;
  progress: Progress;
  /** The last frame that was shown, of this state or an earlier one. */
  shown: ShownFrame | null;
  readonly asking: SingleFlight;
}

/** A frame on its way to people. `offeredAtMs`: when the change that it shows reached the server. */
export interface ShownFrame {
  readonly designId: string;
  readonly frame: Frame;
  readonly offeredAtMs: number;
  readonly fromCache: boolean;
}

export interface RenderDirectorOptions {
  readonly roomId: string;
  readonly doc: Y.Doc;
  readonly queue: Pick<RenderQueue, 'offer' | 'withdraw' | 'frame'>;
  /** The room's pack, or null while this server does not have it. */
  readonly pack: () => PackSummary | null;
  /** A frame to show. `fresh`: it follows a change, and is not one that was there already. */
  readonly show: (frame: ShownFrame, fresh: boolean) => void;
  readonly failed: (designId: string, hash: string, error: ErrorBody) => void;
  readonly log: Log;
  readonly now?: () => number;
}

/** Pictures at the opening of a room that are drawn as if somebody were waiting for each: somebody is. */
const liveAtOpening = 4;
const askAgainMs = { elsewhere: 1_500, first: 3_000, longest: 30_000 };

/**
 * Keeps every design of an open room on its way to its picture: turns changed designs into recipes, looks for
 * the frame, asks the queue for it where there is none, and asks again where none comes. Latest wins.
 */
export class RenderDirector {
  readonly #options: RenderDirectorOptions;
  readonly #now: () => number;
  readonly #pictures = new Map<string, Picture>();
  readonly #ticker: NodeJS.Timeout;
  #hadPack: boolean;
  #closed = false;

  constructor(options: RenderDirectorOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#hadPack = options.pack() !== null;
    designsOf(options.doc).observeDeep(this.#observe);
    readRack(options.doc).forEach((design, index) => {
      this.#update(design.id, { lane: index < liveAtOpening ? 'live' : 'background', elsewhere: false });
    });
    this.#ticker = setInterval(() => this.#tick(), 1_000);
    this.#ticker.unref();
  }

  /** Whether `hash` is the picture of the design's present state. */
  isCurrent(designId: string, hash: string): boolean {
    return this.#pictures.get(designId)?.wanted.hash === hash;
  }

  /** The last frame of every design, in rack order. */
  frames(): ShownFrame[] {
    return readRack(this.#options.doc).flatMap(({ id }) => this.#pictures.get(id)?.shown ?? []);
  }

  failures(): { designId: string; hash: string; error: ErrorBody }[] {
    return [...this.#pictures].flatMap(([designId, { wanted, progress }]) =>
      progress.kind === 'failed' ? [{ designId, hash: wanted.hash, error: progress.error }] : [],
    );
  }

  /** A worker says that a frame of this room is done, or that it cannot be. */
  announced(announcement: Announcement): void {
    const picture = this.#pictures.get(announcement.slot);
    if (!picture) return;
    if (announcement.kind === 'failed') {
      const error = new ToileError(announcement.code, announcement.message);
      if (announcement.hash === picture.wanted.hash) this.#fail(announcement.slot, picture, error);
      return;
    }
    // An older frame that comes after the current one is of no use; before it, it follows the hand.
    if (picture.progress.kind === 'shown' && announcement.hash !== picture.wanted.hash) return;
    void this.#fetch(announcement.slot, picture, announcement);
  }

  /** Try a picture again that failed or is late. False where there is no such design. */
  redraw(designId: string): boolean {
    const picture = this.#pictures.get(designId);
    if (!picture) return false;
    if (picture.progress.kind !== 'shown') this.#wait(designId, picture);
    return true;
  }

  /** Look again for every picture that is not there: announcements may have been missed, or a worker is new. */
  askForMissing(options: { failedToo: boolean }): void {
    for (const [designId, picture] of this.#pictures) {
      const { kind } = picture.progress;
      if (kind === 'waiting' || (kind === 'failed' && options.failedToo)) this.#wait(designId, picture);
    }
  }

  /** Everyone here has left. `withdraw`: and nobody is there elsewhere, so that what is pending need not be drawn. */
  async close({ withdraw }: { withdraw: boolean }): Promise<void> {
    this.#closed = true;
    clearInterval(this.#ticker);
    designsOf(this.#options.doc).unobserveDeep(this.#observe);
    if (!withdraw) return;
    const waiting = [...this.#pictures].filter(([, { progress }]) => progress.kind === 'waiting');
    await Promise.all(waiting.map(([designId]) => this.#withdraw(designId)));
  }

  readonly #observe = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const touched = new Set<string>();
    let elsewhere = false;
    for (const event of events) {
      const [designId] = event.path;
      elsewhere = event.transaction.origin === fromStore;
      if (designId !== undefined) touched.add(String(designId));
      else for (const key of event.changes.keys.keys()) touched.add(key);
    }
    for (const designId of touched) this.#update(designId, { lane: 'live', elsewhere });
  };

  #update(designId: string, { lane, elsewhere }: { lane: Lane; elsewhere: boolean }): void {
    const design = readDesign(this.#options.doc, designId);
    const pack = this.#options.pack();
    if (!design) {
      if (this.#pictures.delete(designId)) void this.#withdraw(designId);
      return;
    }
    if (!pack) return;
    const recipe = designRecipe(design, pack);
    const hash = recipeHash(recipe);
    const before = this.#pictures.get(designId);
    if (before?.wanted.hash === hash) return;
    const wanted: Wanted = { hash, recipe, lane, changedAtMs: this.#now(), elsewhere };
    const picture: Picture = before ?? {
      wanted,
      progress: { kind: 'waiting', asked: 0, askAgainAtMs: 0 },
      shown: null,
      asking: new SingleFlight(() => this.#ask(designId)),
    };
    picture.wanted = wanted;
    this.#pictures.set(designId, picture);
    this.#wait(designId, picture);
  }

  #wait(designId: string, picture: Picture): void {
    const delayMs = picture.wanted.elsewhere ? askAgainMs.elsewhere : askAgainMs.first;
    picture.progress = { kind: 'waiting', asked: 0, askAgainAtMs: this.#now() + delayMs };
    this.#askSoon(designId, picture);
  }

  #askSoon(designId: string, picture: Picture): void {
    picture.asking.run().catch((error: unknown) => {
      const { roomId, log } = this.#options;
      log.debug({ roomId, designId, err: error }, 'the render queue failed; the picture is asked for again');
    });
  }

  /** Look for the wanted frame, and offer its job where there is none. */
  async #ask(designId: string): Promise<void> {
    const { roomId, queue } = this.#options;
    const picture = this.#pictures.get(designId);
    if (this.#closed || picture?.progress.kind !== 'waiting') return;
    const { hash, recipe, lane, changedAtMs, elsewhere } = picture.wanted;
    const lookOnly = elsewhere && picture.progress.asked === 0;
    const frame = await queue.frame(hash);
    if (this.#closed || this.#pictures.get(designId) !== picture || picture.wanted.hash !== hash) return;
    if (frame) return this.#show(designId, picture, frame, { offeredAtMs: changedAtMs, fromCache: true });
    if (!lookOnly)
      await queue.offer({ roomId, slot: designId, hash, recipe, lane, offeredAtMs: changedAtMs });
  }

  async #fetch(
    designId: string,
    picture: Picture,
    { hash, offeredAtMs }: { hash: string; offeredAtMs: number },
  ): Promise<void> {
    const { roomId, queue, log } = this.#options;
    try {
      const frame = await queue.frame(hash);
      // The frame is gone already: the ticker asks again.
      if (!frame || this.#closed || this.#pictures.get(designId) !== picture) return;
      this.#show(designId, picture, frame, { offeredAtMs, fromCache: false });
    } catch (error) {
      log.warn({ roomId, designId, err: asToileError(error) }, 'an announced frame could not be fetched');
    }
  }

  #show(
    designId: string,
    picture: Picture,
    frame: Frame,
    { offeredAtMs, fromCache }: { offeredAtMs: number; fromCache: boolean },
  ): void {
    const { hash } = frame.meta;
    const current = picture.wanted.hash === hash;
    const older = picture.shown !== null && offeredAtMs < picture.shown.offeredAtMs;
    if (!current && (picture.progress.kind === 'shown' || older)) return;
    if (current && picture.progress.kind === 'shown' && picture.shown?.frame.meta.hash === hash) return;
    if (current) picture.progress = { kind: 'shown' };
    picture.shown = { designId, frame, offeredAtMs, fromCache };
    this.#options.show(picture.shown, picture.wanted.lane === 'live');
  }

  #fail(designId: string, picture: Picture, error: ToileError): void {
    picture.progress = { kind: 'failed', error: error.toBody() };
    this.#options.failed(designId, picture.wanted.hash, error.toBody());
  }

  #tick(): void {
    const hasPack = this.#options.pack() !== null;
    if (hasPack && !this.#hadPack) {
      for (const { id } of readRack(this.#options.doc)) this.#update(id, { lane: 'live', elsewhere: false });
    }
    this.#hadPack = hasPack;
    const nowMs = this.#now();
    for (const [designId, picture] of this.#pictures) {
      const { progress } = picture;
      if (progress.kind !== 'waiting' || nowMs < progress.askAgainAtMs) continue;
      progress.asked += 1;
      const delayMs = Math.min(askAgainMs.longest, askAgainMs.first * 2 ** progress.asked);
      progress.askAgainAtMs = nowMs + delayMs;
      this.#askSoon(designId, picture);
    }
  }

  async #withdraw(designId: string): Promise<void> {
    const { roomId, queue, log } = this.#options;
    try {
      await queue.withdraw(roomId, designId);
    } catch (error) {
      log.debug({ roomId, designId, err: error }, 'a job could not be withdrawn; it is drawn for nobody');
    }
  }
}
