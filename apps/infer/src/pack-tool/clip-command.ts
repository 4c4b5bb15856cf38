import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadPack } from '../pack/load-pack.js';
import { addClip } from './clip/add-clip.js';
import type { DetectedEncoder } from './clip/detect-encoder.js';
import { readVocabulary, type VocabularyFiles } from './clip/read-vocabulary.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  onlyPositional,
  textOption,
  UsageError,
} from './command.js';

const HELP = `usage: toile-pack clip <folder> --text <file> --image <file> --licence <text> [options]
       toile-pack clip <folder> --model <file> --licence <text> [options]

Adds a CLIP to a pack: a text and an image encoder as ONNX, with which a room ranks seeds by what somebody
types. How the files are fed is told from their inputs and outputs; exports of Hugging Face Optimum,
Transformers.js, OpenAI's CLIP, CLIP-as-service, OpenCLIP and Immich are known. Both are tried out before the pack
names them. The pack keeps its id: no picture changes. Running it again replaces what was there.

  --text <file>           the text encoder
  --image <file>          the image encoder
  --model <file>          both in one file
  --licence <text>        the licence of the weights: it is yours to check
  --name <text>           what people see, such as "CLIP ViT-B/32" (default "CLIP")
  --tokenizer <file>      tokenizer.json; by default the one beside the text encoder or in the folder above
  --vocab <file>          vocab.json, in place of a tokenizer.json, with
  --merges <file>         merges.txt
  --preprocessor <file>   preprocessor_config.json or preprocess_cfg.json; by default as for --tokenizer, from the
                          image encoder; CLIP's own values where there is none`;

/** `toile-pack clip`. */
export const clipCommand: Command = {
  name: 'clip',
  summary: 'adds a CLIP to a pack, which ranks seeds by words',
  help: HELP,
  options: {
    text: { type: 'string' },
    image: { type: 'string' },
    model: { type: 'string' },
    licence: { type: 'string' },
    name: { type: 'string' },
    tokenizer: { type: 'string' },
    vocab: { type: 'string' },
    merges: { type: 'string' },
    preprocessor: { type: 'string' },
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const { text, image } = encoders(input);
  const licence = textOption(input, 'licence');
  if (licence === undefined) {
    throw new UsageError('--licence is missing: say under which licence the weights may be used');
  }
  const pack = await loadPack(folder);
  const vocabulary = await readVocabulary(await vocabularyFiles(input, text));
  const told = textOption(input, 'preprocessor');
  const beside = () => findBeside(image, ['preprocessor_config.json', 'preprocess_cfg.json']);
  const preprocessing = told ?? (await beside());
  const name = textOption(input, 'name') ?? 'CLIP';
  if (name.length > 40) throw new UsageError('--name: up to 40 characters');
  const added = await addClip(pack, { name, licence, text, image, vocabulary, preprocessing });
  const { tokens, pixels, width } = added.file;
  output.out(
    `text: ${encoderLine(added.text)}, ${tokens.length} tokens, padded with ${tokens.pad === 'end' ? 'the end' : '0'}`,
  );
  output.out(
    `image: ${encoderLine(added.image)}, ${pixels.sidePx} px${pixels.resizePx > pixels.sidePx ? ` out of ${pixels.resizePx}` : ''}, ${pixels.filter}, mean ${pixels.mean.join(' ')}${preprocessing ? ` (${preprocessing})` : ''}`,
  );
  output.out(`${name}: ${width} values, checked. ${added.manifest.name} keeps its id, ${added.manifest.id}.`);
}

function encoders(input: CommandArguments): { text: string; image: string } {
  const [text, image, model] = ['text', 'image', 'model'].map((name) => textOption(input, name));
  if (model !== undefined) {
    if (text !== undefined || image !== undefined)
      throw new UsageError('--model is both: leave --text and --image out');
    return { text: model, image: model };
  }
  if (text === undefined || image === undefined)
    throw new UsageError('--text and --image are needed, or --model');
  return { text, image };
}

async function vocabularyFiles(input: CommandArguments, text: string): Promise<VocabularyFiles> {
  const [tokenizer, vocab, merges] = ['tokenizer', 'vocab', 'merges'].map((name) => textOption(input, name));
  if (tokenizer !== undefined) return { tokenizer };
  if (vocab !== undefined && merges !== undefined) return { vocab, merges };
  if (vocab !== undefined || merges !== undefined)
    throw new UsageError('--vocab and --merges belong together');
  const found = await findBeside(text, ['tokenizer.json']);
  if (found !== null) return { tokenizer: found };
  const [ids, pairs] = [await findBeside(text, ['vocab.json']), await findBeside(text, ['merges.txt'])];
  if (ids !== null && pairs !== null) return { vocab: ids, merges: pairs };
  throw new UsageError(`no tokenizer.json beside ${text}: name it with --tokenizer, or --vocab and --merges`);
}

/** The first of `names` that lies beside a file, or in the folder above, as in repositories with a folder \`onnx\`. */
async function findBeside(path: string, names: readonly string[]): Promise<string | null> {
  for (const folder of [dirname(path), join(dirname(path), '..')]) {
    for (const name of names) {
      const candidate = join(folder, name);
      const there = await stat(candidate).then(
        (entry) => entry.isFile(),
        () => false,
      );
      if (there) return candidate;
    }
  }
  return null;
}

function encoderLine({ convention, inputs, output, batches }: DetectedEncoder): string {
  const names = { 'hugging-face': "Hugging Face's names", openai: "OpenAI's names" };
  const fed = inputs.map(({ name, type }) => `${name} ${type}`).join(', ');
  return `${names[convention]} (${fed} to ${output.name} ${output.type})${batches ? '' : ', one at a time'}`;
}
