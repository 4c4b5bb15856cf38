import { type Recipe, recipeHash, type Tier } from '@toile/latent';
import { type Announcement, type ErrorBody, type Frame, type Lane, ToileError } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import { designRecipe, designsOf, previewRecipe, readDesign, readRack } from '@toile/room';
import type * as Y from 'yjs';
import { fromStore } from './doc-log.js';
import { asToileError } from './failure.js';
import type { Log } from './log.js';
import type { PackOf } from './pack-shelf.js';
import { SingleFlight } from './single-flight.js';

interface Named {
  readonly hash: string;
  readonly recipe: Recipe;
}

/** The picture that a design should have now. */
interface Wanted extends Named {
  /** The same in the preview tier; null where the pack has none. */
  readonly preview: Named | null;
  readonly lane: Lane;
  readonly changedAtMs: number;
  /** The change came by another instance, which offers the job: this one only looks, and steps in later. */
  readonly elsewhere: boolean;
}

type Progress =
  /** Asked of the queue in this tier; asked again at `askAgainAtMs`, later each time. */
  | { readonly kind: 'waiting'; readonly tier: Tier; asked: number; askAgainAtMs: number }
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly error: ErrorBody };

interface Picture {
  wanted: Wanted;
  progress: Progress;
  /** The last frame that was shown, of this state or an earlier one. */
  shown: ShownFrame | null;
  readonly asking: SingleFlight;
  /** Runs while the hand may still move: previews until it rests, then the picture itself. */
  settling: NodeJS.Timeout | null;
}

/** A frame on its way to people. `offeredAtMs`: when the change that it shows reached the server. */
export interface ShownFrame {
  readonly designId: string;
  readonly frame: Frame;
  readonly offeredAtMs: number;
  readonly fromCache: boolean;
  /** It takes the place of a preview of the same state. */
  readonly refines: boolean;
}

export interface RenderDirectorOptions {
  readonly roomId: string;
  readonly doc: Y.Doc;
  readonly queue: Pick<RenderQueue, 'offer' | 'withdraw' | 'frame'>;
  readonly packOf: PackOf;
  /** A frame to show. `fresh`: it follows a change, and is not one that was there already. */
  readonly show: (frame: ShownFrame, fresh: boolean) => void;
  readonly failed: (designId: string, hash: string, error: ErrorBody) => void;
  readonly log: Log;
  readonly now?: () => number;
}

/** Pictures at the opening of a room that are drawn as if somebody were waiting for each: somebody is. */
const liveAtOpening = 4;
const askAgainMs = { elsewhere: 1_500, first: 3_000, longest: 30_000 };
/** A design that has not changed for so long is drawn in full: no longer than a hand rests, longer than it jerks. */
const settledMs = 120;

/**
 * Keeps every design of an open room on its way to its picture: turns changed designs into recipes, looks for
 * the frame, asks the queue for it where there is none, and asks again where none comes. Latest wins. A design
 * that changes is followed with previews where its pack has them, and drawn in full once it rests.
 */
export class RenderDirector {
  readonly #options: RenderDirectorOptions;
  readonly #now: () => number;
  readonly #pictures = new Map<string, Picture>();
  readonly #ticker: NodeJS.Timeout;
  /** Designs whose pack is not here: looked for again with every tick. */
  readonly #withoutPack = new Set<string>();
  #closed = false;

  constructor(options: RenderDirectorOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    designsOf(options.doc).observeDeep(this.#observe);
    readRack(options.doc).forEach((design, index) => {
      const lane = index < liveAtOpening ? 'live' : 'background';
      this.#update(design.id, { lane, elsewhere: false, changed: false });
    });
    this.#ticker = setInterval(() => this.#tick(), 1_000);
    this.#ticker.unref();
  }

  /** Whether `hash` is the picture of the design's present state, or its preview. */
  isCurrent(designId: string, hash: string): boolean {
    const wanted = this.#pictures.get(designId)?.wanted;
    return wanted !== undefined && (wanted.hash === hash || wanted.preview?.hash === hash);
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
      const { hash, preview } = picture.wanted;
      if (announcement.hash === hash) this.#fail(announcement.slot, picture, error);
      else if (announcement.hash === preview?.hash) this.#settle(announcement.slot, picture);
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
      const { progress } = picture;
      if (progress.kind === 'waiting') this.#wait(designId, picture, progress.tier);
      else if (progress.kind === 'failed' && options.failedToo) this.#wait(designId, picture);
    }
  }

  /** Everyone here has left. `withdraw`: and nobody is there elsewhere, so that what is pending need not be drawn. */
  async close({ withdraw }: { withdraw: boolean }): Promise<void> {
    this.#closed = true;
    clearInterval(this.#ticker);
    for (const picture of this.#pictures.values()) hasSettled(picture);
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
    for (const designId of touched) this.#update(designId, { lane: 'live', elsewhere, changed: true });
  };

  /** `changed`: somebody changed the design, and may go on. */
  #update(
    designId: string,
    { lane, elsewhere, changed }: { lane: Lane; elsewhere: boolean; changed: boolean },
  ): void {
    const design = readDesign(this.#options.doc, designId);
    const before = this.#pictures.get(designId);
    this.#withoutPack.delete(designId);
    if (!design) {
      if (!before) return;
      hasSettled(before);
      this.#pictures.delete(designId);
      void this.#withdraw(designId);
      return;
    }
    const pack = this.#options.packOf(design);
    if (!pack) {
      this.#withoutPack.add(designId);
      return;
    }
    const recipe = designRecipe(design, pack);
    const hash = recipeHash(recipe);
    if (before?.wanted.hash === hash) return;
    const preview = named(previewRecipe(design, pack));
    const wanted: Wanted = { hash, recipe, preview, lane, changedAtMs: this.#now(), elsewhere };
    const picture: Picture = before ?? {
      wanted,
      progress: { kind: 'waiting', tier: 'final', asked: 0, askAgainAtMs: 0 },
      shown: null,
      asking: new SingleFlight(() => this.#ask(designId)),
      settling: null,
    };
    picture.wanted = wanted;
    this.#pictures.set(designId, picture);
    hasSettled(picture);
    if (changed && preview !== null && !elsewhere) {
      picture.settling = setTimeout(() => this.#settle(designId, picture), settledMs);
      this.#wait(designId, picture, 'preview');
    } else {
      this.#wait(designId, picture);
    }
  }

  /** The design rests, or cannot be previewed: on to the picture itself. */
  #settle(designId: string, picture: Picture): void {
    hasSettled(picture);
    const { progress } = picture;
    if (progress.kind === 'waiting' && progress.tier === 'preview') this.#wait(designId, picture);
  }

  #wait(designId: string, picture: Picture, tier: Tier = 'final'): void {
    const delayMs = picture.wanted.elsewhere ? askAgainMs.elsewhere : askAgainMs.first;
    picture.progress = { kind: 'waiting', tier, asked: 0, askAgainAtMs: this.#now() + delayMs };
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
    const { wanted, progress } = picture;
    const { preview, lane, changedAtMs, elsewhere } = wanted;
    const asked = (progress.tier === 'preview' && preview) || wanted;
    const lookOnly = elsewhere && progress.asked === 0;
    const frame =
      (await queue.frame(wanted.hash)) ?? (asked === wanted ? null : await queue.frame(asked.hash));
    // Another change, another tier, or the frame itself has come meanwhile.
    if (this.#closed || this.#pictures.get(designId) !== picture || picture.progress !== progress) return;
    if (frame) return this.#show(designId, picture, frame, { offeredAtMs: changedAtMs, fromCache: true });
    const { hash, recipe } = asked;
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
    const { wanted, shown } = picture;
    const { hash } = frame.meta;
    const isFinal = wanted.hash === hash;
    const isShown = shown?.frame.meta.hash === hash;
    const hasFinal = picture.progress.kind === 'shown';
    const isOlder = shown !== null && offeredAtMs < shown.offeredAtMs;
    if (isFinal ? isShown && hasFinal : isShown || hasFinal || isOlder) return;
    const refines = isFinal && shown !== null && shown.frame.meta.hash === wanted.preview?.hash;
    if (isFinal) {
      hasSettled(picture);
      picture.progress = { kind: 'shown' };
    }
    picture.shown = { designId, frame, offeredAtMs, fromCache, refines };
    this.#options.show(picture.shown, picture.wanted.lane === 'live');
  }

  #fail(designId: string, picture: Picture, error: ToileError): void {
    picture.progress = { kind: 'failed', error: error.toBody() };
    this.#options.failed(designId, picture.wanted.hash, error.toBody());
  }

  #tick(): void {
    for (const designId of [...this.#withoutPack]) {
      this.#update(designId, { lane: 'live', elsewhere: false, changed: false });
    }
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

function named(recipe: Recipe | null): Named | null {
  return recipe && { recipe, hash: recipeHash(recipe) };
}

/** Nothing more is expected of the hand. */
function hasSettled(picture: Picture): void {
  if (picture.settling) clearTimeout(picture.settling);
  picture.settling = null;
}
