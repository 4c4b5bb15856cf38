'use client';

import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../controls/button.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { seedName } from './seed-words.js';
import styles from './seeds.module.css';
import type { SeedActions } from './use-seed-actions.js';

interface SeedBarProps {
  active: SeedDesignSource | null;
  pack: PackSummary;
  actions: SeedActions | null;
  mayTake: boolean;
}

/** What can be done with the garment that is chosen on the wall. */
export function SeedBar({ active, pack, actions, mayTake }: SeedBarProps) {
  const recipe = useMemo(() => active && thumbnailRecipe(plainDesign(active, pack), pack), [active, pack]);
  return (
    <div className={styles.bar}>
      <span className={styles.chosen}>
        <RecipePicture recipe={recipe} alt="" steady />
      </span>
      {active ? (
        <b className={styles.what}>{seedName(active, pack)}</b>
      ) : (
        <span className={styles.hint}>
          {actions ? 'Choose a garment to mix it in, or carry it over.' : 'Choose a garment to look at it.'}
        </span>
      )}
      {actions && active ? (
        <span className={styles.acts}>
          {mayTake ? (
            <>
              <Button onClick={() => actions.take('a', active)}>
                <b aria-hidden="true">A</b> <span className={styles.wide}>Take as A</span>
              </Button>
              <Button onClick={() => actions.take('b', active)}>
                <b aria-hidden="true">B</b> <span className={styles.wide}>Take as B</span>
              </Button>
            </>
          ) : null}
          <Button tone="solid" onClick={() => actions.hang(active)}>
            <Plus /> Put on the rack
          </Button>
        </span>
      ) : null}
    </div>
  );
}
