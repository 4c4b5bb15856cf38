import { stat } from 'node:fs/promises';
import { multiplications } from '@toile/latent';
import { loadPack } from '../pack/load-pack.js';
import { type Command, type CommandArguments, type CommandOutput, onlyPositional } from './command.js';
import { readCheckpointFile } from './read-checkpoint-file.js';

const HELP = `usage: toile-pack inspect <folder or file> [--json]

Tells what a model pack or a checkpoint is. A pack is verified first: its manifest, and the size and hash of
every file. A checkpoint is read as "import" reads it; nothing in it is run.

  --json  one JSON object instead of lines`;

type Fact = readonly [name: string, value: string | number | readonly (string | number)[]];

/** `toile-pack inspect`. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'tells what a pack or a checkpoint is, and verifies a pack',
  help: HELP,
  options: { json: { type: 'boolean' } },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const path = onlyPositional(input, 'the folder or file');
  const facts = (await stat(path)).isDirectory() ? await packFacts(path) : await checkpointFacts(path);
  if (input.values.json === true) {
    output.out(JSON.stringify(Object.fromEntries(facts), null, 2));
    return;
  }
  const width = Math.max(...facts.map(([name]) => name.length));
  for (const [name, value] of facts)
    output.out(`${name.padEnd(width)}  ${Array.isArray(value) ? value.join(', ') : value}`);
}

async function packFacts(folder: string): Promise<Fact[]> {
  const { manifest, sliders, clip } = await loadPack(folder);
  const { files } = manifest;
  return [
    ['pack', manifest.name],
    ['id', manifest.id],
    ['title', manifest.title],
    ['licence', manifest.licence],
    ['provenance', manifest.provenance],
    ['resolutionPx', manifest.resolutionPx],
    ['zDim', manifest.zDim],
    ['wDim', manifest.wDim],
    ['numWs', manifest.numWs],
    ['categories', manifest.categories],
    ['structureLayers', manifest.structureLayers],
    ['split', manifest.split ? `measured on ${manifest.split.pairs} pairs` : 'a guess'],
    ['directions', sliders.length],
    ['clip', clip ? `${clip.file.name} (${clip.file.licence})` : 'none'],
    ['files', Object.values(files).flatMap((file) => (file ? [`${file.path} (${file.bytes} bytes)`] : []))],
  ];
}

async function checkpointFacts(path: string): Promise<Fact[]> {
  const { checkpoint, sha256, bytes } = await readCheckpointFile(path);
  const { mapping, synthesis } = checkpoint;
  const clamp = synthesis.blocks[0]?.conv1.clamp ?? null;
  return [
    ['checkpoint', checkpoint.format],
    ['sha256', sha256],
    ['bytes', bytes],
    ['resolutionPx', checkpoint.resolutionPx],
    ['zDim', checkpoint.zDim],
    ['wDim', checkpoint.wDim],
    ['numWs', checkpoint.numWs],
    ['classes', checkpoint.cDim],
    ['categories', checkpoint.categories],
    ['mappingLayers', mapping.layers.length],
    ['channels', synthesis.blocks.map((block) => block.conv1.outChannels)],
    ['convClamp', clamp ?? 'none'],
    ['wAvg', checkpoint.wAvgSource],
    ['gigaflops', Number((2e-9 * multiplications(checkpoint)).toFixed(2))],
  ];
}
