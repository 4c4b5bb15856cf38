'use client';

import type { Recipe } from '@toile/latent';
import { useMemo } from 'react';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { useSettled } from '../sources/use-settled.js';
import styles from './slider-tools.module.css';
import { stripValues } from './strip-values.js';

export interface SliderStripProps {
  /** Of the slider, such as "Sleeves". */
  label: string;
  value: number;
  min: number;
  max: number;
  text: (value: number) => string;
  /** The small picture with the slider at `value`. */
  recipeAt: (value: number) => Recipe | null;
  onPut: (value: number) => void;
}

/** Five small pictures of what a slider would do, from one end to the other; click one to go there. */
export function SliderStrip({ label, value, min, max, text, recipeAt, onPut }: SliderStripProps) {
  const { values, nearest } = stripValues(value, min, max);
  // Another slider's drag changes all five with every step: draw them when the hand rests.
  const settled = useSettled(JSON.stringify(values.map(recipeAt)), 300);
  const recipes = useMemo(() => JSON.parse(settled) as (Recipe | null)[], [settled]);
  return (
    <ol className={styles.strip} aria-label={`What ${label} does`}>
      {values.map((one, index) => (
        <li key={one}>
          <button
            type="button"
            className={styles.step}
            aria-label={`Set ${label} to ${text(one)}`}
            aria-current={index === nearest ? 'true' : undefined}
            onClick={() => onPut(one)}
          >
            <span className={styles.sheet}>
              <RecipePicture recipe={recipes[index] ?? null} alt="" steady />
            </span>
            {text(one)}
          </button>
        </li>
      ))}
    </ol>
  );
}
