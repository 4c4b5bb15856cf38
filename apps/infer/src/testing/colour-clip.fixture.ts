import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { colourWords, emitColourImage, emitColourText } from '../clip/small-encoders.fixture.js';
import { smallVocabulary } from '../clip/tokenizer/small-vocabulary.fixture.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import { runCli } from '../pack-tool/cli.js';

const HOUSE = fileURLToPath(new URL('../../packs/garments-64', import.meta.url));

/** A folder of packs with the house pack in it, which a CLIP of colours was added to as a person would. */
export async function packsWithColourClip(
  name = 'Small colours',
): Promise<{ packs: string; pack: Pack; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'toile-colours-'));
  const packs = join(root, 'packs');
  const folder = join(packs, 'garments-64');
  await cp(HOUSE, folder, { recursive: true });
  const vocabulary = smallVocabulary(colourWords.flat());
  await writeFile(join(root, 'text_model.onnx'), emitColourText(vocabulary));
  await writeFile(join(root, 'vision_model.onnx'), emitColourImage());
  await writeFile(join(root, 'vocab.json'), JSON.stringify(vocabulary.ids));
  await writeFile(join(root, 'merges.txt'), vocabulary.merges.join('\n'));
  const complaints: string[] = [];
  const silent = () => undefined;
  const output = { out: silent, err: (line: string) => void complaints.push(line), progress: silent };
  const encoders = ['--text', join(root, 'text_model.onnx'), '--image', join(root, 'vision_model.onnx')];
  const code = await runCli(['clip', folder, ...encoders, '--licence', 'MIT', '--name', name], output);
  if (code !== 0) throw new Error(complaints.join('\n'));
  return { packs, pack: await loadPack(folder), remove: () => rm(root, { recursive: true }) };
}
