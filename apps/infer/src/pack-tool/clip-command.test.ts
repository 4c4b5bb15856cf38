import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClipVocabulary, clipFileSchema, packManifestSchema } from '@toile/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ExportFlavour,
  emitColourImage,
  emitColourModel,
  emitColourText,
} from '../clip/small-encoders.fixture.js';
import { smallVocabulary } from '../clip/tokenizer/small-vocabulary.fixture.js';
import { loadPack } from '../pack/load-pack.js';
import { manifestWithDirections } from '../pack/write-pack.js';
import { cli } from './testing/run-cli.js';

const HOUSE = fileURLToPath(new URL('../../packs/garments-64', import.meta.url));
const vocabulary = smallVocabulary(['red', 'green', 'blue', 'dress']);

let folder: string;
let pack: string;
let houseId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-clip-'));
  pack = join(folder, 'pack');
  await cp(HOUSE, pack, { recursive: true });
  houseId = (await loadPack(HOUSE)).manifest.id;
});
afterAll(() => rm(folder, { recursive: true }));

/** An export as somebody has it on disk, with the files that lie beside it. */
async function exportIn(
  name: string,
  files: Readonly<Record<string, string | Uint8Array | object>>,
): Promise<string> {
  const root = join(folder, name);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(join(root, path), isRaw ? content : JSON.stringify(content));
  }
  return root;
}

const vocabFiles = ({ ids, merges }: ClipVocabulary) => ({
  'vocab.json': ids,
  'merges.txt': `#version: 0.2\n${merges.join('\n')}\n`,
});
const tokenizerFile = ({ ids, merges, start, end }: ClipVocabulary, pairs: 'text' | 'rows' = 'text') => ({
  'tokenizer.json': {
    version: '1.0',
    added_tokens: [
      { id: start, content: '<|startoftext|>', special: true },
      { id: end, content: '<|endoftext|>', special: true },
    ],
    model: {
      type: 'BPE',
      end_of_word_suffix: '</w>',
      vocab: ids,
      merges: pairs === 'text' ? merges : merges.map((pair) => pair.split(' ')),
    },
  },
});
const both = (flavour: ExportFlavour, at = '') => ({
  [`${at}text.onnx`]: emitColourText(vocabulary, flavour),
  [`${at}image.onnx`]: emitColourImage(flavour),
});
const two = (root: string, at = '') => [
  '--text',
  join(root, `${at}text.onnx`),
  '--image',
  join(root, `${at}image.onnx`),
];
const licence = ['--licence', 'MIT'];

const clipIn = async () => clipFileSchema.parse(JSON.parse(await readFile(join(pack, 'clip.json'), 'utf8')));

describe('toile-pack clip', () => {
  it.each<[string, ExportFlavour, object]>([
    [
      'Transformers.js: input_ids, pixel_values, any number, any size',
      { pixels: { name: 'pixel_values', side: 'side' } },
      { tokens: { length: 77, pad: 'end' }, pixels: { sidePx: 224, filter: 'bicubic' } },
    ],
    [
      'Optimum: an attention mask, int32, 256 px',
      {
        ids: { name: 'input_ids', type: 'int32', length: 'sequence' },
        mask: 'attention_mask',
        pixels: { name: 'pixel_values', side: 256 },
      },
      { text: { batches: true }, pixels: { sidePx: 256, resizePx: 256 } },
    ],
    [
      'OpenAI and CLIP-as-service: input and output, int64 [n, 77]',
      {
        ids: { name: 'input', type: 'int64', length: 77 },
        textOutput: 'output',
        pixels: { name: 'input', side: 288 },
        imageOutput: 'output',
      },
      { tokens: { length: 77, pad: 'zero' }, pixels: { sidePx: 288 } },
    ],
    [
      'OpenCLIP and Immich: text and image, int32, one at a time, 336 px',
      {
        ids: { name: 'text', type: 'int32', length: 77 },
        textOutput: 'embedding',
        pixels: { name: 'image', side: 336 },
        imageOutput: 'embedding',
        batch: 1,
      },
      {
        text: { batches: false },
        image: { batches: false },
        tokens: { pad: 'zero' },
        pixels: { sidePx: 336 },
      },
    ],
    [
      'halves',
      { pixels: { name: 'pixel_values', type: 'float16', side: 224 } },
      { image: { inputs: [{ type: 'float16' }], output: { type: 'float16' } } },
    ],
  ])('adds an export of %s', async (name, flavour, expected) => {
    const root = await exportIn(name.replaceAll(/\W+/g, '-'), {
      ...both(flavour),
      ...vocabFiles(vocabulary),
    });
    const { code, out, err } = await cli('clip', pack, ...two(root), ...licence, '--name', 'Small colours');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Small colours: 4 values, checked.');
    expect(await clipIn()).toMatchObject({ name: 'Small colours', licence: 'MIT', width: 4, ...expected });
    const loaded = await loadPack(pack);
    expect(loaded.manifest.id).toBe(houseId);
    expect(loaded.clip?.file.name).toBe('Small colours');
    expect((await readdir(pack)).filter((file) => file.includes('.part'))).toEqual([]);
  });

  it('adds one file for both, and reads tokenizer.json and the preprocessing in the folder above', async () => {
    const mean = [0.5, 0.5, 0.5] as const;
    const std = [0.25, 0.5, 0.5] as const;
    const root = await exportIn('one', {
      'onnx/model.onnx': emitColourModel(vocabulary, { mask: 'attention_mask', mean, std }),
      ...tokenizerFile(vocabulary, 'rows'),
      'preprocessor_config.json': {
        image_mean: mean,
        image_std: std,
        size: { shortest_edge: 256 },
        crop_size: { height: 224, width: 224 },
        do_center_crop: true,
        resample: 2,
      },
    });
    const { code, out, err } = await cli('clip', pack, '--model', join(root, 'onnx/model.onnx'), ...licence);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('224 px out of 256, bilinear, mean 0.5 0.5 0.5');
    const file = await clipIn();
    expect(file.text.file).toEqual(file.image.file);
    expect(file.pixels).toEqual({ resizePx: 256, sidePx: 224, filter: 'bilinear', mean, std });
    expect((await cli('inspect', pack)).out).toContain('CLIP (MIT)');
  });

  it("reads OpenCLIP's preprocessing, and pictures that are not normalised", async () => {
    const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
    const files = { ...both(plain), ...tokenizerFile(vocabulary) };
    const open = { size: [224, 224], mean: [0.1, 0.2, 0.3], std: [1, 1, 1], interpolation: 'bicubic' };
    const root = await exportIn('open', { ...files, 'preprocess_cfg.json': open });
    expect((await cli('clip', pack, ...two(root), ...licence)).code).toBe(0);
    expect((await clipIn()).pixels.mean).toEqual([0.1, 0.2, 0.3]);
    const mobile = { do_normalize: false, size: { shortest_edge: 224 }, resample: 3 };
    const other = await exportIn('mobile', { ...files, 'preprocessor_config.json': mobile });
    expect((await cli('clip', pack, ...two(other), ...licence)).code).toBe(0);
    expect((await clipIn()).pixels).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
  });

  it('leaves the pack as it was when it refuses', async () => {
    const before = packManifestSchema.parse(JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8')));
    const root = await exportIn('unprojected', { ...both({ unprojected: true }), ...vocabFiles(vocabulary) });
    expect((await cli('clip', pack, ...two(root), ...licence)).code).toBe(1);
    expect(JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8'))).toEqual(before);
    expect((await readdir(pack)).filter((file) => file.includes('.part'))).toEqual([]);
    await expect(loadPack(pack)).resolves.toMatchObject({ clip: { hash: before.files.clip?.sha256 } });
  });

  it('stays when the directions of the pack are written anew', async () => {
    const { manifest, clip } = await loadPack(pack);
    expect(clip).not.toBeNull();
    expect(await manifestWithDirections(pack, manifest)).toEqual(manifest);
  });

  const good = { ...both({}), ...vocabFiles(vocabulary) };
  it.each<[string, () => Record<string, string | Uint8Array | object>, RegExp]>([
    ['no network', () => ({ ...good, 'text.onnx': 'hello' }), /text\.onnx cannot be opened/],
    [
      'hidden states only',
      () => ({ ...good, 'text.onnx': emitColourText(vocabulary, { unprojected: true }) }),
      /projection/,
    ],
    ['weights in another file', () => ({ ...good, 'image.onnx_data': 'weights' }), /keeps its weights in/],
    [
      'a vocabulary of another size than the network',
      () => ({ ...good, 'text.onnx': emitColourText(smallVocabulary(['red', 'green', 'blue']), {}) }),
      /check failed.*failed/,
    ],
    [
      'a text encoder that is deaf',
      () => ({ ...good, 'text.onnx': emitColourText({ ...vocabulary, ids: deaf(vocabulary.ids) }, {}) }),
      /two different texts/,
    ],
    [
      'a SentencePiece tokenizer',
      () => ({ ...both({}), 'tokenizer.json': { model: { type: 'Unigram', vocab: [['a', -1]] } } }),
      /kind Unigram/,
    ],
    [
      'a vocabulary of another kind',
      () => ({ ...good, 'vocab.json': { a: 0, b: 1 } }),
      /no token <\|startoftext\|>/,
    ],
    [
      'preprocessing for another size',
      () => ({ ...good, 'preprocessor_config.json': { size: 336, crop_size: 336 } }),
      /says 336 px, the image encoder takes 224/,
    ],
  ])('refuses %s in one line', async (name, files, why) => {
    const root = await exportIn(`refused-${name.replaceAll(' ', '-')}`, files());
    const { code, err } = await cli('clip', pack, ...two(root), ...licence);
    expect(code).toBe(1);
    expect(err).toMatch(why);
    expect(err.split('\n')).toHaveLength(1);
  });

  it('must be told the licence, and where the words are', async () => {
    const root = await exportIn('lone', both({}));
    const noLicence = await cli('clip', pack, ...two(root));
    expect([noLicence.code, noLicence.err]).toEqual([2, expect.stringContaining('--licence is missing')]);
    const noWords = await cli('clip', pack, ...two(root), ...licence);
    expect([noWords.code, noWords.err]).toEqual([2, expect.stringContaining('no tokenizer.json beside')]);
    const mixed = await cli('clip', pack, '--model', 'x', '--text', 'y', ...licence);
    expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('--model is both')]);
  });
});

/** Ids under which the words for colours are the same token. */
const deaf = (ids: ClipVocabulary['ids']) => ({ ...ids, 'red</w>': 0, 'green</w>': 0, 'blue</w>': 0 });
