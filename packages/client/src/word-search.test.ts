import { type ClipRankRequest, limits, ToileError } from '@toile/protocol';
import { testPack } from '@toile/room/testing';
import { describe, expect, it } from 'vitest';
import { directionByWords, rankByWords } from './word-search.js';

const pack = testPack({ id: 'a'.repeat(64), categories: ['shirt', 'dress'], sliders: [] });
const asked = { pack, category: 1, text: 'red' };
const total = limits.clipBlocks * limits.clipBlockSeeds;

/** Scores a seed by its number, so that the highest stands first. */
const scoresOf = ({ block }: ClipRankRequest) =>
  Array.from({ length: limits.clipBlockSeeds }, (_, i) => (block * limits.clipBlockSeeds + i) / total);

describe('a search by words', () => {
  it('looks through every block, two at once, and puts the nearest first', async () => {
    let [open, most] = [0, 0];
    const rankSeeds = async (_room: string, request: ClipRankRequest) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, request.block % 3));
      open--;
      return { scores: scoresOf(request) };
    };
    const seen: number[] = [];
    const ranked = await rankByWords({ rankSeeds }, 'room', asked, {
      onProgress: (count) => seen.push(count),
    });
    expect(ranked.map(({ source }) => source.seed)).toEqual(
      Array.from({ length: total }, (_, i) => total - 1 - i),
    );
    expect(ranked[0]?.source).toEqual({ kind: 'seed', seed: total - 1, category: 1 });
    expect(most).toBe(2);
    expect(seen.at(-1)).toBe(total);
  });

  it('asks again where no renderer answered in time, and goes on', async () => {
    let failures = 1;
    const rankSeeds = async (_room: string, request: ClipRankRequest) => {
      if (request.block === 5 && failures-- > 0) throw new ToileError('renderer-absent');
      return { scores: scoresOf(request) };
    };
    expect(await rankByWords({ rankSeeds }, 'room', asked)).toHaveLength(total);
  });

  it('ends with what cannot pass, and asks no more', async () => {
    let asks = 0;
    const rankSeeds = async (): Promise<never> => {
      asks++;
      throw new ToileError('render-failed', 'damaged');
    };
    await expect(rankByWords({ rankSeeds }, 'room', asked)).rejects.toMatchObject({ code: 'render-failed' });
    expect(asks).toBeLessThanOrEqual(2);
  });

  it('ends where it is given up, also while it waits', async () => {
    const stop = new AbortController();
    const rankSeeds = async (): Promise<never> => {
      setTimeout(() => stop.abort(new Error('enough')), 20);
      throw new ToileError('renderer-absent');
    };
    await expect(rankByWords({ rankSeeds }, 'room', asked, { signal: stop.signal })).rejects.toThrow(
      'enough',
    );
  });

  it('comes before a direction, so that no task looks at many pictures', async () => {
    const asks: string[] = [];
    const rankSeeds = async (_room: string, request: ClipRankRequest) => {
      asks.push('rank');
      return { scores: scoresOf(request) };
    };
    let failures = 1;
    const wordDirection = async (_room: string, request: object) => {
      asks.push('direction');
      if (failures-- > 0) throw new ToileError('renderer-absent');
      expect(request).toEqual({ pack: pack.manifest.id, category: 1, text: 'red' });
      return { step: 'AAAA', agreement: 0.5 };
    };
    const found = await directionByWords({ rankSeeds, wordDirection }, 'room', asked);
    expect(found).toEqual({ step: 'AAAA', agreement: 0.5 });
    expect(asks).toEqual([...Array(limits.clipBlocks).fill('rank'), 'direction', 'direction']);
  });
});
