import type { Recipe } from '@toile/latent';
import type { Frame } from '@toile/protocol';
import { PictureLoader } from './picture-loader.js';
import type { ToileHttp } from './toile-http.js';

/** Few at once, so that the room's own pictures do not wait for these. */
const atOnce = 4;

/**
 * The pictures of many recipes, in their order, to be taken away: asked for as `PictureLoader` does, but not kept.
 * The first that cannot be had ends the others; an aborted signal ends all, with its reason.
 */
export async function drawRecipes(
  http: Pick<ToileHttp, 'picture'>,
  roomId: string,
  recipes: readonly Recipe[],
  { signal, onDrawn }: { signal?: AbortSignal; onDrawn?: (drawn: number) => void } = {},
): Promise<Frame[]> {
  const fetch = (recipe: Recipe, stop: AbortSignal) => http.picture(roomId, recipe, stop);
  const loader = new PictureLoader({ fetch, concurrency: atOnce, kept: 0 });
  const over = new AbortController();
  const ending = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  let drawn = 0;
  const draw = async (recipe: Recipe) => {
    const frame = await loader.load(recipe, { signal: ending });
    drawn += 1;
    onDrawn?.(drawn);
    return frame;
  };
  try {
    return await Promise.all(recipes.map(draw));
  } finally {
    over.abort();
    loader.close();
  }
}
