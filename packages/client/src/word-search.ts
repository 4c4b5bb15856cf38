import type { SeedSource } from '@toile/latent';
import {
  type ClipDirectionAnswer,
  limits,
  type PackSummary,
  seedsOfBlock,
  ToileError,
} from '@toile/protocol';
import type { ToileHttp } from './toile-http.js';

/** Blocks asked for at once: the next waits at the worker while the answer of one travels. */
const atOnce = 2;
/** Waits before something is asked again that was not answered in time, or was too much. */
const retryMs = [500, 1_500, 3_000, 5_000, 5_000, 5_000, 5_000, 5_000] as const;

/** A seed, and how near its picture comes to the words: the higher the nearer. */
export interface RankedSeed {
  readonly source: SeedSource;
  readonly score: number;
}

/** What is looked for, with the CLIP of a pack that has one. */
export interface WordSearch {
  readonly pack: PackSummary;
  /** Null where any will do. */
  readonly category: number | null;
  readonly text: string;
}

export interface WordSearchOptions {
  readonly signal?: AbortSignal;
  /** Seeds that have been looked at, of how many. */
  readonly onProgress?: (seen: number, of: number) => void;
}

/**
 * Every seed of a search, the nearest to `text` first, by the CLIP of a pack that has one. A slow worker is waited
 * for: what it has looked at is kept, so that asking again goes on from there. Rejects with a ToileError, or with the
 * signal's reason.
 */
export async function rankByWords(
  http: Pick<ToileHttp, 'rankSeeds'>,
  roomId: string,
  asked: WordSearch,
  { signal, onProgress }: WordSearchOptions = {},
): Promise<RankedSeed[]> {
  const { pack, category, text } = asked;
  const over = new AbortController();
  const ending = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const blocks = Array.from({ length: limits.clipBlocks }, (_, block) => block);
  const ranked: RankedSeed[] = [];
  const work = async () => {
    for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
      const request = { pack: pack.manifest.id, category, text, block };
      const { scores } = await patiently(() => http.rankSeeds(roomId, request, ending), ending);
      const sources = seedsOfBlock(pack.manifest.categories.length, category, block);
      ranked.push(...sources.map((source, i) => ({ source, score: scores[i]! })));
      onProgress?.(ranked.length, limits.clipBlocks * limits.clipBlockSeeds);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    over.abort();
  }
  // Blocks arrive in any order: what is as near as another stands by its seed.
  return ranked.sort((one, other) => other.score - one.score || one.source.seed - other.source.seed);
}

/**
 * The direction in w towards a text. The seeds that it is found over are ranked first, block by block: what is known
 * takes no time, and no worker is held up by one long task. Rejects as `rankByWords` does.
 */
export async function directionByWords(
  http: Pick<ToileHttp, 'rankSeeds' | 'wordDirection'>,
  roomId: string,
  asked: WordSearch,
  options: WordSearchOptions = {},
): Promise<ClipDirectionAnswer> {
  await rankByWords(http, roomId, asked, options);
  const { pack, category, text } = asked;
  const request = { pack: pack.manifest.id, category, text };
  return patiently(() => http.wordDirection(roomId, request, options.signal), options.signal);
}

async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      const waitMs = retryMs[attempt];
      if (!(error instanceof ToileError && error.retryable) || waitMs === undefined) throw error;
      await pause(waitMs, signal);
    }
  }
}

/** Rejects with the signal's reason once it is aborted. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
