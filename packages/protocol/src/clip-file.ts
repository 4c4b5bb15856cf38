import { z } from 'zod';
import { packFileSchema } from './pack-file.js';

/** What an input of an encoder is given. */
const encoderInput = z.object({
  name: z.string().min(1),
  /** Token ids [N, tokens], which of them count [N, tokens] (1 or 0), or a picture [N, 3, side, side]. */
  takes: z.enum(['ids', 'mask', 'pixels']),
  type: z.enum(['int64', 'int32', 'float32', 'float16']),
});

/** A network that embeds texts or pictures. */
const encoder = z.object({
  file: packFileSchema,
  inputs: z.array(encoderInput).min(1).max(3),
  output: z.object({ name: z.string().min(1), type: z.enum(['float32', 'float16']) }),
  /** Whether several can be embedded in one run. */
  batches: z.boolean(),
});
export type ClipEncoderFile = z.infer<typeof encoder>;

const channels = z.tuple([z.number(), z.number(), z.number()]);

/**
 * `clip.json`: a text and an image encoder that somebody has added to a pack, and how they are fed. It decides no
 * picture.
 */
export const clipFileSchema = z.object({
  formatVersion: z.literal(1),
  /** What people see: "Ranked by CLIP ViT-B/32". */
  name: z.string().min(1).max(40),
  licence: z.string().min(1),
  /** Values of one embedding. */
  width: z.int().min(2).max(8_192),
  text: encoder,
  /** The same file as `text` where one network does both. */
  image: encoder,
  tokens: z.object({
    vocabulary: packFileSchema,
    /** Tokens of one text, start and end included. */
    length: z.int().min(8).max(512),
    /** What follows the end: the end once more (Hugging Face), or token 0 (OpenAI). */
    pad: z.enum(['end', 'zero']),
  }),
  pixels: z.object({
    /** A picture is first brought to `resizePx`; its middle, `sidePx` a side, is looked at. */
    resizePx: z.int().min(16).max(1_024),
    sidePx: z.int().min(16).max(1_024),
    filter: z.enum(['bicubic', 'bilinear']),
    /** Of values 0 to 1, by channel. */
    mean: channels,
    std: channels,
  }),
});
export type ClipFile = z.infer<typeof clipFileSchema>;

/** `clip-vocabulary.json`: the byte-pair encoding that a text encoder was trained with. */
export const clipVocabularySchema = z.object({
  formatVersion: z.literal(1),
  /** Token -> id; bytes are written as in GPT-2's vocabularies, the last of a word ends in `</w>`. */
  ids: z.record(z.string(), z.int().min(0)),
  /** Pairs in the order in which they are merged, a space between the two. */
  merges: z.array(z.string()),
  start: z.int().min(0),
  end: z.int().min(0),
});
export type ClipVocabulary = z.infer<typeof clipVocabularySchema>;
