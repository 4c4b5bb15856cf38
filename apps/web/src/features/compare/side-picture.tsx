'use client';

import type { PackSummary } from '@toile/protocol';
import { designRecipe } from '@toile/room';
import { useMemo } from 'react';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './compare-panel.module.css';
import type { CompareSide } from './compare-sides.js';

/** One side at full size: the room's live picture, or a source's own. */
export function SidePicture({ side, pack }: { side: CompareSide; pack: PackSummary }) {
  const { design, live, label } = side;
  const recipe = useMemo(() => (live ? null : designRecipe(design, pack)), [live, design, pack]);
  return (
    <span className={styles.sheet}>
      {live ? (
        <DesignPicture key={design.id} design={design} alt={label} />
      ) : (
        <RecipePicture recipe={recipe} alt={label} steady />
      )}
    </span>
  );
}
