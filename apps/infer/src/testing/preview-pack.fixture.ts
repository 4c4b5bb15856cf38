import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import { runCli } from '../pack-tool/cli.js';

const GARMENTS = fileURLToPath(new URL('../../fixtures/garments-64/generator.safetensors', import.meta.url));

/** The garments generator as a pack with previews of `previewPx`, in a folder of its own. */
export async function packWithPreview(previewPx: number): Promise<{ pack: Pack; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-preview-'));
  const complaints: string[] = [];
  const silent = () => undefined;
  const output = { out: silent, err: (line: string) => void complaints.push(line), progress: silent };
  const code = await runCli(['import', GARMENTS, '--out', folder, '--preview', String(previewPx)], output);
  if (code !== 0) throw new Error(complaints.join('\n'));
  return { pack: await loadPack(folder), remove: () => rm(folder, { recursive: true }) };
}
