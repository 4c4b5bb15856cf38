import type { FrameMeta } from '@toile/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { FrameShelf } from './frame-shelf.js';

const designId = 'designAAAAAA';
const only = (final: string) => ({ final, preview: null });
const metaOf = (hash: string): FrameMeta => ({
  hash,
  mime: 'image/webp',
  widthPx: 256,
  heightPx: 256,
  tier: 'final',
  inferenceMs: 20,
  encodeMs: 2,
  batch: 1,
  provider: 'cpu',
});

describe('FrameShelf', () => {
  let changes: string[];
  let shelf: FrameShelf;
  const take = (hash: string, { serverLatencyMs = 70, arrivedAtMs = 1000 } = {}) =>
    shelf.take({ designId, meta: metaOf(hash), bytes: Uint8Array.of(1), serverLatencyMs, arrivedAtMs });

  beforeEach(() => {
    changes = [];
    shelf = new FrameShelf((id) => changes.push(id));
  });

  it('shows a frame of the present state, and calls it final', () => {
    shelf.present(designId, only('one'), null);
    take('one');
    expect(shelf.frame(designId)).toMatchObject({ designId, hash: 'one', final: true });
    expect(changes).toEqual([designId]);
  });

  it('shows what comes while nothing is final, the newest last', () => {
    shelf.present(designId, only('three'), null);
    take('one');
    take('two');
    expect(shelf.frame(designId)).toMatchObject({ hash: 'two', final: false });
  });

  it('does not replace a final frame by another', () => {
    shelf.present(designId, only('two'), null);
    take('two');
    const shown = shelf.frame(designId);
    take('one');
    expect(shelf.frame(designId)).toBe(shown);
    expect(changes).toHaveLength(1);
  });

  it('shows a frame that came ahead of its edit as soon as the edit is here', () => {
    shelf.present(designId, only('one'), null);
    take('one');
    take('two');
    shelf.present(designId, only('two'), null);
    expect(shelf.frame(designId)).toMatchObject({ hash: 'two', final: true });
  });

  it('drops a held frame once another has been shown', () => {
    shelf.present(designId, only('one'), null);
    take('one');
    take('two'); // held
    shelf.present(designId, only('three'), null);
    take('three');
    shelf.present(designId, only('two'), null);
    expect(shelf.frame(designId)).toMatchObject({ hash: 'three', final: false });
  });

  it('turns `final` off and on with the local document, in new objects', () => {
    shelf.present(designId, only('one'), null);
    take('one');
    const final = shelf.frame(designId);
    shelf.present(designId, only('two'), null);
    const stale = shelf.frame(designId);
    expect(stale).toMatchObject({ hash: 'one', final: false });
    expect(stale).not.toBe(final);
    expect(final?.final).toBe(true);
    shelf.present(designId, only('one'), null);
    expect(shelf.frame(designId)).toMatchObject({ hash: 'one', final: true });
    expect(changes).toHaveLength(3);
  });

  it('keeps the same object, and tells nobody, while nothing differs', () => {
    shelf.present(designId, only('two'), null);
    take('one');
    const shown = shelf.frame(designId);
    shelf.present(designId, only('three'), null);
    shelf.present(designId, only('three'), null);
    expect(shelf.frame(designId)).toBe(shown);
    expect(changes).toHaveLength(1);
  });

  it('measures from the gesture where that was made here, else takes the server’s word', () => {
    shelf.present(designId, only('mine'), 900);
    expect(take('mine', { arrivedAtMs: 1000 })).toBe(100);
    expect(shelf.frame(designId)?.latencyMs).toBe(100);
    shelf.present(designId, only('theirs'), null);
    expect(take('theirs', { serverLatencyMs: 55 })).toBe(55);
    // Shown from the cache once more: the old gesture is not measured twice.
    shelf.present(designId, only('mine'), null);
    expect(take('mine', { serverLatencyMs: 0, arrivedAtMs: 99_000 })).toBe(0);
  });

  it('measures frames of a drag that are no longer the present state', () => {
    for (let step = 0; step < 10; step++) shelf.present(designId, only(`step ${step}`), 100 + step);
    expect(take('step 4', { arrivedAtMs: 204 })).toBe(100);
  });

  it('has no final frame while the present hash cannot be known', () => {
    take('one');
    expect(shelf.frame(designId)?.final).toBe(false);
    take('two');
    expect(shelf.frame(designId)?.hash).toBe('two');
    shelf.present(designId, only('two'), null);
    expect(shelf.frame(designId)?.final).toBe(true);
  });

  it('forgets a design that is gone', () => {
    take('one');
    shelf.drop(designId);
    expect(shelf.frame(designId)).toBeNull();
    expect(changes).toHaveLength(2);
  });

  describe('with previews', () => {
    const both = (state: string) => ({ final: state, preview: `${state} quick` });

    it('shows the preview of the present state, never as final, then the picture itself', () => {
      shelf.present(designId, both('one'), null);
      take('one quick');
      expect(shelf.frame(designId)).toMatchObject({ hash: 'one quick', final: false });
      take('one');
      expect(shelf.frame(designId)).toMatchObject({ hash: 'one', final: true });
    });

    it('does not take a preview that comes after its picture', () => {
      shelf.present(designId, both('one'), null);
      take('one');
      take('one quick');
      expect(shelf.frame(designId)).toMatchObject({ hash: 'one', final: true });
      shelf.present(designId, both('two'), null);
      expect(shelf.frame(designId)).toMatchObject({ hash: 'one', final: false });
    });

    it('shows a preview that came ahead of its edit as soon as the edit is here', () => {
      shelf.present(designId, both('one'), null);
      take('one');
      take('two quick');
      expect(shelf.frame(designId)?.hash).toBe('one');
      shelf.present(designId, both('two'), null);
      expect(shelf.frame(designId)).toMatchObject({ hash: 'two quick', final: false });
    });

    it('measures a gesture by its first picture, and not again when that is refined', () => {
      shelf.present(designId, both('mine'), 900);
      expect(take('mine quick', { arrivedAtMs: 930 })).toBe(30);
      expect(take('mine', { arrivedAtMs: 1_100 })).toBeNull();
      expect(shelf.frame(designId)?.latencyMs).toBe(200);
      shelf.present(designId, both('next'), 2_000);
      expect(take('next', { arrivedAtMs: 2_050 })).toBe(50);
    });
  });
});
