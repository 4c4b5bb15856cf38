import { readFile } from 'node:fs/promises';
import type { ClipVocabulary } from '@toile/protocol';
import { z } from 'zod';
import { ClipTokenizer } from '../../clip/tokenizer/clip-tokenizer.js';
import { RefusedError } from '../command.js';

/** Where a vocabulary is read from. */
export type VocabularyFiles =
  | { readonly tokenizer: string }
  | { readonly vocab: string; readonly merges: string };

const ids = z.record(z.string(), z.int().min(0));
const pair = z.union([z.string(), z.tuple([z.string(), z.string()]).transform((two) => two.join(' '))]);

/** Hugging Face's `tokenizer.json`, of which only the model and the special tokens are read. */
const tokenizerFile = z.object({
  added_tokens: z.array(z.object({ id: z.int().min(0), content: z.string() })).default([]),
  model: z.object({
    type: z.string().optional(),
    vocab: z.unknown(),
    merges: z.array(pair).optional(),
    end_of_word_suffix: z.string().nullish(),
  }),
});

/** What the token that begins a text, and the one that ends it, are called: by OpenAI, and by OpenCLIP. */
const specialTokens = {
  start: ['<|startoftext|>', '<start_of_text>'],
  end: ['<|endoftext|>', '<end_of_text>'],
} as const;

/**
 * CLIP's vocabulary from `tokenizer.json`, or from `vocab.json` and `merges.txt`. Throws RefusedError with one line
 * for what is none, such as SigLIP's SentencePiece model.
 */
export async function readVocabulary(files: VocabularyFiles): Promise<ClipVocabulary> {
  const { path, tokens, merges } =
    'tokenizer' in files ? await fromTokenizer(files.tokenizer) : await fromPair(files);
  const special = (kind: keyof typeof specialTokens): number => {
    const id = specialTokens[kind].map((name) => tokens[name]).find((one) => one !== undefined);
    if (id === undefined) {
      throw new RefusedError(`${path} has no token ${specialTokens[kind][0]}: it is no vocabulary of CLIP.`);
    }
    return id;
  };
  const vocabulary = {
    formatVersion: 1,
    ids: tokens,
    merges,
    start: special('start'),
    end: special('end'),
  } as const;
  try {
    new ClipTokenizer(vocabulary);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RefusedError(`${path} is no byte-level vocabulary: ${cause.message}.`, { cause });
  }
  return vocabulary;
}

interface Read {
  readonly path: string;
  readonly tokens: Record<string, number>;
  readonly merges: string[];
}

async function fromTokenizer(path: string): Promise<Read> {
  const { model, added_tokens: added } = parsed(path, tokenizerFile, await readFile(path, 'utf8'));
  const vocab = ids.safeParse(model.vocab);
  if ((model.type ?? 'BPE') !== 'BPE' || !vocab.success || !model.merges) {
    throw new RefusedError(
      `${path} is a tokenizer of the kind ${model.type ?? 'unknown'}; CLIP's byte pairs (BPE) are read here.`,
    );
  }
  if ((model.end_of_word_suffix ?? '') !== '</w>') {
    throw new RefusedError(`${path} does not end words with </w>: it is no vocabulary of CLIP.`);
  }
  const special = Object.fromEntries(added.map(({ id, content }) => [content, id]));
  return { path, tokens: { ...vocab.data, ...special }, merges: model.merges };
}

async function fromPair({ vocab, merges }: { vocab: string; merges: string }): Promise<Read> {
  const lines = (await readFile(merges, 'utf8')).split(/\r?\n/);
  const pairs = lines.filter((line, at) => line !== '' && !(at === 0 && line.startsWith('#version')));
  const bad = pairs.find((line) => line.split(' ').length !== 2);
  if (bad !== undefined)
    throw new RefusedError(`${merges}: expected two tokens a line, got ${JSON.stringify(bad)}.`);
  return { path: vocab, tokens: parsed(vocab, ids, await readFile(vocab, 'utf8')), merges: pairs };
}

function parsed<T>(path: string, schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RefusedError(`${path} is not JSON.`, { cause });
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RefusedError(`${path}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}.`);
}
