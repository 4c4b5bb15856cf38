import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClipFile, clipFileSchema, type PackManifest } from '@toile/protocol';
import { PackError } from './pack-error.js';
import { readPackFile } from './pack-file.js';
import { readJson } from './read-json.js';

/** A pack's text and image encoder, as `clip.json` describes them. Its files stay on disk. */
export interface PackClip {
  /** SHA-256 of `clip.json`, which has the hashes of all the rest. */
  readonly hash: string;
  readonly file: ClipFile;
}

/**
 * The CLIP of a pack; null when it has none. Sizes of its files are verified here; their hashes when they are first
 * used (`verifyClip`), since networks of a gigabyte would hold every start up. Throws PackError.
 */
export async function loadClip(folder: string, { files }: PackManifest): Promise<PackClip | null> {
  if (!files.clip) return null;
  const text = (await readPackFile(folder, files.clip)).toString('utf8');
  const file = readJson(folder, files.clip.path, text, clipFileSchema);
  for (const { path, bytes } of [file.text.file, file.image.file, file.tokens.vocabulary]) {
    const size = await stat(join(folder, path)).then(
      (entry) => entry.size,
      () => null,
    );
    if (size !== bytes) {
      throw new PackError('pack-corrupt', folder, `${path} is ${size ?? 'no'} bytes, not ${bytes}`);
    }
  }
  return { hash: files.clip.sha256, file };
}
