import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { StepBudget, ZipArchive } from '@toile/latent';

/** The arrays of a NumPy .npz file by name, as float32. Reads `<f4` and `<f8` in C order (NumPy format 1.0). */
export async function readNpz(url: URL): Promise<Map<string, Float32Array>> {
  const bytes = await readFile(url);
  const archive = ZipArchive.open(bytes, StepBudget.forFile(bytes.length), (compressed) => {
    return new Uint8Array(inflateRawSync(compressed));
  });
  const arrays = new Map<string, Float32Array>();
  for (const name of archive.names) {
    const entry = archive.read(name);
    if (entry !== undefined) arrays.set(name.replace(/\.npy$/, ''), readNpy(entry, name));
  }
  return arrays;
}

function readNpy(entry: Uint8Array, name: string): Float32Array {
  const headerBytes = new DataView(entry.buffer, entry.byteOffset).getUint16(8, true);
  const header = new TextDecoder().decode(entry.subarray(10, 10 + headerBytes));
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  const body = entry.slice(10 + headerBytes).buffer;
  if (type === '<f4') return new Float32Array(body);
  if (type === '<f8') return Float32Array.from(new Float64Array(body));
  throw new TypeError(`${name}: expected <f4 or <f8, got ${type}`);
}
