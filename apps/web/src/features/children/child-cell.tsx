'use client';

import type { Recipe } from '@toile/latent';
import type { DesignFields } from '@toile/room';
import { Replace } from 'lucide-react';
import { Tip } from '../controls/tip.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import styles from './children-panel.module.css';

interface ChildCellProps {
  number: number;
  recipe: Recipe;
  fields: DesignFields;
  /** Null for those who may only look. */
  onStepIn: ((fields: DesignFields) => void) | null;
  onBecome: ((fields: DesignFields) => void) | null;
}

/** One child: a click steps into it; the small button gives its looks to the design itself. */
export function ChildCell({ number, recipe, fields, onStepIn, onBecome }: ChildCellProps) {
  const choose = onStepIn ?? onBecome;
  return (
    <li className={styles.child}>
      <button
        type="button"
        className={styles.sheet}
        aria-label={onStepIn ? `Step into child ${number}` : `Take on the looks of child ${number}`}
        disabled={!choose}
        onClick={() => choose?.(fields)}
      >
        <RecipePicture recipe={recipe} alt={`Child ${number}`} steady />
      </button>
      {onStepIn && onBecome ? (
        <Tip text="Take on these looks here, without a new design">
          <button
            type="button"
            className={styles.here}
            aria-label={`Take on the looks of child ${number} here`}
            onClick={() => onBecome(fields)}
          >
            <Replace />
          </button>
        </Tip>
      ) : null}
    </li>
  );
}
