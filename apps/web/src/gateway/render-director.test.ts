import { recipeHash } from '@toile/latent';
import { isPictureLease, type PackSummary } from '@toile/protocol';
import { MemoryRenderQueue } from '@toile/queue';
import { createDesign, designRecipe, previewRecipe, readDesign, setField } from '@toile/room';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fromStore } from './doc-log.js';
import { PackShelf } from './pack-shelf.js';
import { RenderDirector, type ShownFrame } from './render-director.js';
import { packFolder } from './testing/pack.fixture.js';
import { Painter } from './testing/painter.fixture.js';
import { Signal } from './testing/until.fixture.js';

const log = pino({ level: 'silent' });
const roomId = 'roomA00000000000';
const signal = new Signal();

let plain: PackSummary;
let quick: PackSummary;
let doc: Y.Doc;
let queue: MemoryRenderQueue;
let painter: Painter;
let director: RenderDirector;
let shown: ShownFrame[];
let failures: string[];

beforeEach(async () => {
  const { folder } = await packFolder();
  const shelf = new PackShelf({ folder, log });
  await shelf.scan();
  plain = shelf.packs[0]!;
  const { manifest } = plain;
  quick = {
    ...plain,
    manifest: { ...manifest, files: { ...manifest.files, preview: manifest.files.synthesis } },
  };
  doc = new Y.Doc();
  queue = new MemoryRenderQueue();
  painter = new Painter(queue, [manifest.id]);
  shown = [];
  failures = [];
  await queue.onAnnouncement((announcement) => director.announced(announcement));
});

afterEach(async () => {
  await director.close({ withdraw: true });
  await painter.stop();
  await queue.close();
});

function direct(pack: PackSummary, on = doc): RenderDirector {
  director = new RenderDirector({
    roomId,
    doc: on,
    queue,
    packOf: () => pack,
    show: (frame) => {
      shown.push(frame);
      signal.fire();
    },
    failed: (_, hash) => {
      failures.push(hash);
      signal.fire();
    },
    log,
  });
  return director;
}

const hashesOf = (pack: PackSummary, designId: string) => {
  const design = readDesign(doc, designId)!;
  const preview = previewRecipe(design, pack);
  return { final: recipeHash(designRecipe(design, pack)), preview: preview && recipeHash(preview) };
};
const shownHashes = () => shown.map(({ frame }) => frame.meta.hash);
const lastShown = (hash: string) => signal.until(() => shownHashes().at(-1) === hash);

/** Moves a field by small steps, without a pause that could be taken for rest. Answers what each step looks like. */
async function drag(pack: PackSummary, designId: string, steps: number) {
  const states: ReturnType<typeof hashesOf>[] = [];
  for (let step = 1; step <= steps; step++) {
    setField(doc, designId, 'mix.style', step / 100);
    states.push(hashesOf(pack, designId));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return states;
}

describe('a pack without previews', () => {
  it('is drawn in full at every step, the latest wins', async () => {
    const designId = createDesign(doc, {});
    direct(plain);
    await lastShown(hashesOf(plain, designId).final);
    const states = await drag(plain, designId, 10);
    await lastShown(states.at(-1)!.final);
    const finals = new Set([hashesOf(plain, designId).final, ...states.map(({ final }) => final)]);
    expect(painter.drawn.slice(1).every((hash) => finals.has(hash))).toBe(true);
    expect(director.isCurrent(designId, states.at(-1)!.final)).toBe(true);
  });
});

describe('a pack with previews', () => {
  it('is drawn in full at the opening of a room, and at once where it is known already', async () => {
    const designId = createDesign(doc, {});
    const { final, preview } = hashesOf(quick, designId);
    direct(quick);
    await lastShown(final);
    expect(painter.drawn).toEqual([final]);

    setField(doc, designId, 'mix.style', 0.4);
    await lastShown(hashesOf(quick, designId).final);
    const drawn = painter.drawn.length;
    setField(doc, designId, 'mix.style', 0);
    await lastShown(final);
    expect(painter.drawn).toHaveLength(drawn);
    expect(shownHashes()).not.toContain(preview);
  });

  it('follows a drag with previews, and after it shows the picture of the last state', async () => {
    const designId = createDesign(doc, {});
    direct(quick);
    await lastShown(hashesOf(quick, designId).final);
    const [opening] = painter.drawn;
    const states = await drag(quick, designId, 10);
    const last = states.at(-1)!;
    await lastShown(last.final);
    const previews = new Set(states.map(({ preview }) => preview));
    const followed = shownHashes().filter((hash) => previews.has(hash));
    expect(followed.length).toBeGreaterThan(0);
    expect(followed.at(-1)).toBe(last.preview);
    // One picture in full at the end. A machine that stops for longer than a hand rests may draw one more.
    const finals = painter.drawn.filter((hash) => hash !== opening && !previews.has(hash));
    expect(finals.at(-1)).toBe(last.final);
    expect(finals.length).toBeLessThan(states.length);
    expect(director.frames().map(({ frame }) => frame.meta.hash)).toEqual([last.final]);
    const [preview, picture] = shown.slice(-2);
    expect([preview?.refines, picture?.refines]).toEqual([false, true]);
  });

  it('takes a preview for the present state, but no preview after the picture', async () => {
    const designId = createDesign(doc, {});
    direct(quick);
    await lastShown(hashesOf(quick, designId).final);
    setField(doc, designId, 'mix.style', 0.7);
    const { final, preview } = hashesOf(quick, designId);
    expect([final, preview!].map((hash) => director.isCurrent(designId, hash))).toEqual([true, true]);
    await lastShown(final);
    const before = shown.length;
    const moment = { offeredAtMs: Date.now(), doneAtMs: Date.now() };
    director.announced({ kind: 'frame', roomId, slot: designId, hash: preview!, ...moment });
    setField(doc, designId, 'mix.style', 0.8);
    await lastShown(hashesOf(quick, designId).final);
    expect(shownHashes().slice(before)).not.toContain(preview);
  });

  it('goes on to the picture where its preview cannot be drawn', async () => {
    const designId = createDesign(doc, {});
    direct(quick);
    await lastShown(hashesOf(quick, designId).final);
    painter.instead = async (lease) => {
      if (isPictureLease(lease) && lease.job.recipe.output.tier === 'final') return painter.paint(lease);
      await queue.fail(lease, { code: 'render-failed', message: 'no', retry: false });
    };
    setField(doc, designId, 'mix.style', 0.9);
    await lastShown(hashesOf(quick, designId).final);
    expect(failures).toEqual([]);
  });

  it('leaves asking to the instance that took the change in, and shows what that one has drawn', async () => {
    const designId = createDesign(doc, {});
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc), fromStore);
    direct(quick, replica);
    await lastShown(hashesOf(quick, designId).final);
    setField(doc, designId, 'mix.style', 0.6);
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc), fromStore);
    const { preview } = hashesOf(quick, designId);
    const recipe = previewRecipe(readDesign(doc, designId)!, quick)!;
    const job = {
      roomId,
      slot: designId,
      hash: preview!,
      recipe,
      lane: 'live',
      offeredAtMs: Date.now(),
    } as const;
    await queue.offer(job);
    await lastShown(preview!);
    expect(painter.drawn).toHaveLength(2);
  });
});
