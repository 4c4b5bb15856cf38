import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { PackClip } from '../pack/load-clip.js';
import { PackError } from '../pack/pack-error.js';

/** Makes sure that the files of a CLIP are those that `clip.json` names. Rejects with PackError `pack-corrupt`. */
export async function verifyClip(folder: string, { file }: PackClip): Promise<void> {
  const files = [file.tokens.vocabulary, file.text.file, file.image.file];
  for (const { path, sha256 } of new Map(files.map((one) => [one.path, one])).values()) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk as Buffer);
    } catch (cause) {
      throw new PackError('pack-corrupt', folder, `${path} cannot be read`, { cause });
    }
    const found = hash.digest('hex');
    if (found !== sha256)
      throw new PackError('pack-corrupt', folder, `${path} has SHA-256 ${found}, not ${sha256}`);
  }
}
