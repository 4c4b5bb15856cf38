'use client';

import type { Design } from '@toile/room';
import { memo, useMemo } from 'react';
import { useDesignPack } from '../../client/use-room.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { thumbnailRecipe } from '../pictures/thumbnail.js';
import { useNearView } from './use-near-view.js';

/** A small picture of a design as it was, drawn when it comes into view. Fills its parent. */
export const HistoryThumb = memo(function HistoryThumb({ design }: { design: Design }) {
  const pack = useDesignPack(design);
  const [ref, near] = useNearView<HTMLSpanElement>();
  const recipe = useMemo(() => (near && pack ? thumbnailRecipe(design, pack) : null), [near, design, pack]);
  return (
    <span ref={ref} style={{ display: 'block', width: '100%', height: '100%' }}>
      <RecipePicture recipe={recipe} alt="" />
    </span>
  );
});
