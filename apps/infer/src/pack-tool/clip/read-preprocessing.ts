import { readFile } from 'node:fs/promises';
import type { ClipFile } from '@toile/protocol';
import { z } from 'zod';
import { RefusedError } from '../command.js';

const triple = z.tuple([z.number(), z.number(), z.number()]);
const side = z.union([
  z.int().positive(),
  z.object({ shortest_edge: z.int().positive() }).transform((size) => size.shortest_edge),
  z
    .object({ height: z.int().positive(), width: z.int().positive() })
    .refine(({ height, width }) => height === width, 'expected a square')
    .transform(({ height }) => height),
]);
const normalisation = { image_mean: triple.optional(), image_std: triple.optional() };

/** Hugging Face's `preprocessor_config.json`, old and new. */
const huggingFace = z.object({
  ...normalisation,
  size: side.optional(),
  crop_size: side.optional(),
  do_center_crop: z.boolean().optional(),
  do_normalize: z.boolean().optional(),
  /** Pillow's number of a filter: 2 is bilinear, 3 bicubic. */
  resample: z.int().optional(),
});

/** OpenCLIP's `preprocess_cfg.json`. */
const openClip = z.object({
  size: z.union([
    z.int().positive(),
    z.tuple([z.int().positive(), z.int().positive()]).transform(([one]) => one),
  ]),
  mean: triple,
  std: triple,
  interpolation: z.string().optional(),
});

/** The mean and standard deviation of the pictures that CLIP was trained on, in every published preprocessing. */
const clipPixels = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const;
const defaultSidePx = 224;

/**
 * How pictures are made ready for an encoder that takes `sidePx` (null: any): as the file beside it says, and as
 * CLIP's are where there is none. Throws RefusedError where the file and the network do not fit, or the file says
 * something that is not done here.
 */
export async function readPreprocessing(
  path: string | null,
  sidePx: number | null,
): Promise<ClipFile['pixels']> {
  const told: Told = path === null ? { ...clipPixels, filter: 'bicubic' } : await readConfig(path);
  const size = sidePx ?? told.sidePx ?? defaultSidePx;
  if (told.sidePx !== undefined && told.sidePx !== size) {
    throw new RefusedError(`${path} says ${told.sidePx} px, the image encoder takes ${size}.`);
  }
  const { mean, std, filter, resizePx = size } = told;
  return { resizePx: Math.max(size, resizePx), sidePx: size, filter, mean: [...mean], std: [...std] };
}

type Triple = readonly [number, number, number];
interface Told {
  readonly mean: Triple;
  readonly std: Triple;
  readonly filter: ClipFile['pixels']['filter'];
  readonly sidePx?: number;
  readonly resizePx?: number;
}

async function readConfig(path: string): Promise<Told> {
  let config: unknown;
  try {
    config = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new RefusedError(`${path} is not JSON.`, { cause });
    throw cause;
  }
  const open = openClip.safeParse(config);
  if (open.success) {
    const { size, mean, std, interpolation = 'bicubic' } = open.data;
    return { mean, std, sidePx: size, resizePx: size, filter: filterOf(interpolation, path) };
  }
  const parsed = huggingFace.safeParse(config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RefusedError(`${path}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}.`);
  }
  const { size, crop_size: crop, do_center_crop: crops = crop !== undefined, resample = 3 } = parsed.data;
  const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const { mean, std } = parsed.data.do_normalize === false ? plain : normalised(parsed.data);
  const sidePx = (crops ? crop : undefined) ?? size ?? crop;
  return {
    mean,
    std,
    filter: filterOf({ 2: 'bilinear', 3: 'bicubic' }[resample] ?? `number ${resample}`, path),
    ...(sidePx === undefined ? {} : { sidePx }),
    ...(size === undefined ? {} : { resizePx: size }),
  };
}

const normalised = ({ image_mean: mean, image_std: std }: z.infer<typeof huggingFace>) => ({
  mean: mean ?? clipPixels.mean,
  std: std ?? clipPixels.std,
});

function filterOf(name: string, path: string): ClipFile['pixels']['filter'] {
  if (name === 'bicubic' || name === 'bilinear') return name;
  throw new RefusedError(`${path} resizes with the filter ${name}; bicubic and bilinear are done here.`);
}
