import type { ToileHttp } from '@toile/client/http';
import { type Recipe, recipeHash } from '@toile/latent';

/** Something that an image can show; two of one key show the same. */
export interface PictureSource {
  readonly key: string;
  /** Rejects where it cannot be had, and once `signal` is aborted. */
  open(signal: AbortSignal): Promise<OpenedPicture>;
}

/** An address that an image may have until it is released. */
export interface OpenedPicture {
  readonly url: string;
  release(): void;
}

export const pictureAt = (url: string): PictureSource => ({
  key: url,
  open: async () => ({ url, release: () => undefined }),
});

/**
 * The picture that a room draws of a recipe, by its address; where the recipe is too long for one, it is fetched,
 * and the address is that of its bytes here.
 */
export function pictureOf(
  http: Pick<ToileHttp, 'picture' | 'pictureUrl'>,
  roomId: string,
  recipe: Recipe,
): PictureSource {
  const address = http.pictureUrl(roomId, recipe);
  if (address !== null) return pictureAt(address);
  return {
    key: recipeHash(recipe),
    open: async (signal) => {
      const { bytes, meta } = await http.picture(roomId, recipe, signal);
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: meta.mime }));
      return { url, release: () => URL.revokeObjectURL(url) };
    },
  };
}
