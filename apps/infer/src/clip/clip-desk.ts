import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDirections, type SeedSource, wPlusText } from '@toile/latent';
import {
  type ClipDirectionAnswer,
  type ClipRankAnswer,
  clipVocabularySchema,
  limits,
  seedsOfBlock,
  type Task,
} from '@toile/protocol';
import type { InferenceThread } from '../inference/inference-thread.js';
import { LatestUsed } from '../inference/latest-used.js';
import type { PackClip } from '../pack/load-clip.js';
import type { Pack } from '../pack/pack.js';
import { plainRecipe } from '../pack/plain-recipe.js';
import { readJson } from '../pack/read-json.js';
import type { EmbeddingShelf } from './embedding-shelf.js';
import { ClipTokenizer } from './tokenizer/clip-tokenizer.js';
import { cosines } from './unit-vector.js';
import { verifyClip } from './verify-clip.js';
import { wordDirection } from './word-direction.js';

type RankTask = Extract<Task, { kind: 'clip-rank' }>;
type DirectionTask = Extract<Task, { kind: 'clip-direction' }>;
/** What both say of the pictures that are looked at. */
type About = Pick<RankTask, 'psi' | 'category'>;

/** What texts are put into: CLIP was trained on captions. */
const caption = (text: string): string => `a photo of ${text}`;
/** What is near to every garment, whatever else it is near to. */
const neutral = caption('a garment');

/**
 * Live pictures wait for one call of the inference thread. Few pictures in a call cost more each: there are as many
 * as take no longer than this, in ms, and fewer once a call took so long that a hand notices.
 */
const calls = { atFirst: 4, most: 8, briefMs: 250, longMs: 800 } as const;
const REMEMBERED_TEXTS = 256;

/** Ranks seeds and finds directions with the CLIPs of packs, piece by piece on the inference thread. */
export class ClipDesk {
  readonly #thread: Pick<InferenceThread, 'embed' | 'w'>;
  readonly #shelf: Pick<EmbeddingShelf, 'get' | 'put'>;
  /** By the hash of the CLIP: verified, and ready to lay texts out. */
  readonly #tokenizers = new Map<string, Promise<ClipTokenizer>>();
  readonly #texts = new LatestUsed<Float32Array>(REMEMBERED_TEXTS);
  /** Pictures of the next call. */
  #together: number = calls.atFirst;

  constructor(thread: Pick<InferenceThread, 'embed' | 'w'>, shelf: Pick<EmbeddingShelf, 'get' | 'put'>) {
    this.#thread = thread;
    this.#shelf = shelf;
  }

  /** Rejects with InferenceError, and with PackError where the files are not what the pack says. */
  async rank(pack: Pack, clip: PackClip, { text, block, ...about }: RankTask): Promise<ClipRankAnswer> {
    const wanted = await this.#text(pack, clip, caption(text));
    const pictures = await this.#pictures(pack, clip, about, block);
    return { scores: Array.from(cosines(pictures, wanted), (score) => rounded(clamped(score))) };
  }

  /** Rejects as `rank`. A text that no picture comes nearer to than another gets a step of nothing. */
  async direction(
    pack: Pack,
    clip: PackClip,
    { text, ...about }: DirectionTask,
  ): Promise<ClipDirectionAnswer> {
    const { numWs, wDim, categories } = pack.manifest;
    const [wanted, plain] = [
      await this.#text(pack, clip, caption(text)),
      await this.#text(pack, clip, neutral),
    ];
    const nearness: number[] = [];
    const sources: SeedSource[] = [];
    for (let block = 0; block < limits.clipBlocks; block++) {
      const pictures = await this.#pictures(pack, clip, about, block);
      const neutrality = cosines(pictures, plain);
      nearness.push(...cosines(pictures, wanted).map((score, i) => score - neutrality[i]!));
      sources.push(...seedsOfBlock(categories.length, about.category, block));
    }
    const w = await this.#thread.w(pack, sources);
    const found = await wordDirection({
      w: w.map((value, at) => pack.wAvg[at % wDim]! + about.psi * (value - pack.wAvg[at % wDim]!)),
      nearness: Float32Array.from(nearness),
      groups: sources.map(({ category }) => category),
      dim: wDim,
    });
    const still = new Float32Array(numWs * wDim);
    if (!found) return { step: wPlusText(still, pack.manifest), agreement: 0 };
    const direction = { id: 'words', layers: [0, numWs] as const, ...found };
    const step = addDirections(still, pack.manifest, [{ direction, sigmas: 1 }]);
    return { step: wPlusText(step, pack.manifest), agreement: rounded(found.agreement) };
  }

  async #text(pack: Pack, clip: PackClip, text: string): Promise<Float32Array> {
    const key = `${clip.hash} ${text}`;
    const known = this.#texts.get(key);
    if (known) return known;
    const tokenizer = await this.#tokenizer(pack, clip);
    const texts = [tokenizer.lay(text, clip.file.tokens)];
    const embedding = await this.#thread.embed(pack, clip, { texts });
    this.#texts.set(key, embedding);
    return embedding;
  }

  /** Embeddings [clipBlockSeeds, width] of a block of seeds. */
  async #pictures(
    pack: Pack,
    clip: PackClip,
    { psi, category }: About,
    block: number,
  ): Promise<Float32Array> {
    const { manifest } = pack;
    const place = { pack: manifest.id, clip: clip.hash, psi, category, block };
    const sources = seedsOfBlock(manifest.categories.length, category, block);
    const { width } = clip.file;
    const known = await this.#shelf.get(place, sources.length * width);
    if (known) return known;
    const embeddings = new Float32Array(sources.length * width);
    for (let at = 0; at < sources.length; ) {
      const some = sources.slice(at, at + this.#together);
      const startedAt = performance.now();
      const recipes = some.map((source) => plainRecipe(pack, source, psi));
      embeddings.set(await this.#thread.embed(pack, clip, { recipes }), at * width);
      this.#pace(performance.now() - startedAt);
      at += some.length;
    }
    await this.#shelf.put(place, embeddings);
    return embeddings;
  }

  #pace(callMs: number): void {
    if (callMs < calls.briefMs) this.#together = Math.min(calls.most, this.#together * 2);
    else if (callMs > calls.longMs) this.#together = Math.max(1, this.#together >> 1);
  }

  /** Files are verified when they are first used. One that failed is looked at again the next time. */
  #tokenizer({ folder }: Pack, clip: PackClip): Promise<ClipTokenizer> {
    const known = this.#tokenizers.get(clip.hash);
    if (known) return known;
    const opening = openTokenizer(folder, clip);
    this.#tokenizers.set(clip.hash, opening);
    opening.catch(() => this.#tokenizers.delete(clip.hash));
    return opening;
  }
}

async function openTokenizer(folder: string, clip: PackClip): Promise<ClipTokenizer> {
  await verifyClip(folder, clip);
  const { path } = clip.file.tokens.vocabulary;
  const text = await readFile(join(folder, path), 'utf8');
  return new ClipTokenizer(readJson(folder, path, text, clipVocabularySchema));
}

const clamped = (cosine: number): number => Math.max(-1, Math.min(1, cosine));
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;
