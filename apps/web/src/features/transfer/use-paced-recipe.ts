'use client';

import type { Recipe } from '@toile/latent';
import { useEffect, useState } from 'react';
import { useRecipePicture } from '../../client/use-room.js';

/**
 * Follows a recipe that changes faster than it is drawn: the next one is asked for when the last one has come, and
 * always the newest.
 */
export function usePacedRecipe(newest: Recipe | null): Recipe | null {
  const [recipe, setRecipe] = useState(newest);
  const { kind } = useRecipePicture(recipe);
  useEffect(() => {
    if (newest !== recipe && (recipe === null || newest === null || kind !== 'waiting')) setRecipe(newest);
  }, [newest, recipe, kind]);
  return recipe;
}
