import { drawRecipes, fileNames, type ToileHttp } from '@toile/client';
import type { RecipeOutput } from '@toile/latent';
import { type Design, designRecipe, drawnAs, type RoomPacks } from '@toile/room';
import { knownPackOf } from './known-pack-of.js';
import type { NamedFile } from './save-file.js';
import type { Work } from './use-taking.js';
import { zipOf } from './zip.js';

interface Wish {
  readonly http: Pick<ToileHttp, 'picture'>;
  readonly roomId: string;
  readonly roomName: string;
  readonly packs: RoomPacks;
  readonly designs: readonly Design[];
  readonly output: Omit<RecipeOutput, 'tier'>;
}

/** The pictures of designs as one file: the picture itself, or a ZIP of several. Rejects as `drawRecipes` does. */
export async function takePictures(
  { http, roomId, roomName, packs, designs, output }: Wish,
  { signal, progress }: Work,
): Promise<NamedFile> {
  const recipes = designs.map((design) => drawnAs(designRecipe(design, knownPackOf(design, packs)), output));
  const frames = await drawRecipes(http, roomId, recipes, { signal, onDrawn: progress });
  const names = fileNames(
    designs.map(({ name }) => name),
    output.format,
  );
  const files = frames.map(({ bytes, meta }, index) => ({
    name: names[index] ?? '',
    mime: meta.mime,
    bytes,
  }));
  const [only] = files;
  if (only && files.length === 1) return only;
  const [name = ''] = fileNames([roomName], 'zip', 'Room');
  return { name, mime: 'application/zip', bytes: zipOf(files) };
}
