'use client';

import type { Recipe } from '@toile/latent';
import { useState } from 'react';
import { useRecipePicture } from '../../client/use-room.js';
import styles from './recipe-picture.module.css';

interface RecipePictureProps {
  /** The same object until it differs; null while it is not known. */
  recipe: Recipe | null;
  /** '' where words beside it say the same. */
  alt: string;
  /** Keep the last picture until the next is there, for a place whose recipe follows something. */
  steady?: boolean;
}

/**
 * The picture of a recipe, filling its parent, which has a size of its own: nothing moves when it arrives. For
 * tests: `data-picture` is `waiting`, `shown` or `failed`.
 */
export function RecipePicture({ recipe, alt, steady = false }: RecipePictureProps) {
  const picture = useRecipePicture(recipe);
  const [last, setLast] = useState<string | null>(null);
  if (picture.kind === 'shown' && picture.url !== last) setLast(picture.url);
  const url = picture.kind === 'shown' ? picture.url : steady ? last : null;

  if (url === null) {
    return (
      <span className={styles.none} data-picture={picture.kind}>
        {picture.kind === 'failed' ? <span title={picture.error.message}>no picture</span> : null}
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: the address is final and decoded already, there is nothing to optimise.
    <img
      className={styles.picture}
      src={url}
      alt={alt}
      decoding="sync"
      draggable={false}
      data-picture={picture.kind}
    />
  );
}
