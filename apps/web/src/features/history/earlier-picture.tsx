'use client';

import { designRecipe } from '@toile/room';
import { useMemo } from 'react';
import { useDesignPack } from '../../client/use-room.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import styles from './earlier-picture.module.css';
import { useLookingBack } from './looking-back.js';

/** The earlier version on the stage, in the place of the live picture; nothing while the present is shown. */
export function EarlierPicture() {
  const { earlier } = useLookingBack();
  const pack = useDesignPack(earlier?.design ?? null);
  const recipe = useMemo(
    () => (earlier && pack ? designRecipe(earlier.design, pack) : null),
    [earlier, pack],
  );
  if (!earlier) return null;
  return (
    <div className={styles.sheet} data-earlier={earlier.key}>
      <RecipePicture recipe={recipe} alt={`${earlier.design.name}, an earlier version`} steady />
    </div>
  );
}
