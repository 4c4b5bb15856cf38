import type { Recipe } from '@toile/latent';
import { PackDrawing } from '../inference/pack-drawing.js';
import { recipeProblem } from '../inference/recipe-problem.js';
import { openSessions, type PackSessions } from '../inference/sessions.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import { RefusedError } from './command.js';

/** A pack whose networks are open on the CPU. */
export interface DrawingPack {
  readonly pack: Pack;
  readonly sessions: PackSessions;
  readonly drawing: PackDrawing;
}

/** Opens the pack in `folder`, lets `use` draw with it, and closes it. Rejects with PackError or InferenceError. */
export async function withDrawingPack<T>(
  folder: string,
  use: (opened: DrawingPack) => Promise<T>,
): Promise<T> {
  const pack = await loadPack(folder);
  const sessions = await openSessions(pack.folder, pack.manifest, { providers: ['cpu'], threads: 0 });
  try {
    return await use({ pack, sessions, drawing: new PackDrawing(pack, sessions) });
  } finally {
    const { mapping, synthesis, preview } = sessions;
    await Promise.all([mapping.release(), synthesis.release(), preview?.session.release()]);
  }
}

/** Throws RefusedError, in words for the person who asked, unless the pack can draw the recipe. */
export function expectDrawable(pack: Pack, recipe: Recipe): void {
  if (recipe.pack !== pack.manifest.id) {
    throw new RefusedError(
      `The recipe is for the pack ${recipe.pack}; ${pack.folder} is ${pack.manifest.id} and would draw another picture.`,
    );
  }
  const problem = recipeProblem(pack, recipe);
  if (problem !== null) throw new RefusedError(problem);
}
