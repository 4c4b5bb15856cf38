import type { Recipe } from '@toile/latent';
import type { Frame } from '@toile/protocol';
import type { PictureService } from '../picture-service.js';

/** Pictures asked for at once: a few, since they share the room's background lane with its seed walls. */
const atOnce = 6;

/**
 * The frames of recipes, in their order. Rejects as `PictureService.picture` does, and with the signal's reason
 * where nobody waits for them any more.
 */
export async function drawAll(
  pictures: Pick<PictureService, 'picture'>,
  roomId: string,
  recipes: readonly Recipe[],
  signal: AbortSignal,
): Promise<Frame[]> {
  const frames: Frame[] = [];
  let next = 0;
  const draw = async () => {
    for (let at = next++; at < recipes.length; at = next++) {
      signal.throwIfAborted();
      frames[at] = await pictures.picture(roomId, recipes[at]!);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, recipes.length) }, draw));
  } finally {
    next = recipes.length;
  }
  return frames;
}
