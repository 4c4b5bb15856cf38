'use client';

import { type RoundOption, recipeSchema } from '@toile/protocol';
import { useMemo } from 'react';
import { pictureOf } from '../../client/picture-source.js';
import { useOpenRoom } from '../../client/room-context.js';
import { SteadyPicture } from '../sources/steady-picture.js';

/** A design as it was when the round opened, whatever has become of it since. */
export function FrozenPicture({ option, alt }: { option: RoundOption; alt?: string }) {
  const { http, roomId } = useOpenRoom();
  const picture = useMemo(() => {
    // Frozen by a server of another version, perhaps: then there is no picture, and everything else there is.
    const recipe = recipeSchema.safeParse(option.recipe);
    return recipe.success ? pictureOf(http, roomId, recipe.data) : null;
  }, [http, roomId, option.recipe]);
  return <SteadyPicture picture={picture} alt={alt ?? `${option.name}, as it was when the round opened`} />;
}
