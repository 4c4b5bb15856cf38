'use client';

import type { Recipe } from '@toile/latent';
import type { ReactNode } from 'react';
import { Button } from '../controls/button.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import styles from './figures.module.css';
import type { TransferSource } from './use-transfer-source.js';

/** One of the two sources, and how far it is from being one. */
export function SourceFigure({
  title,
  name,
  recipe,
  state,
}: {
  title: string;
  name: string;
  recipe: Recipe | null;
  state: TransferSource;
}) {
  return (
    <figure className={styles.figure}>
      <span className={styles.sheet} data-asking={state.kind === 'asking'}>
        <RecipePicture recipe={recipe} alt={`${title} ${name}`} steady />
      </span>
      <figcaption>
        <span className={styles.title}>{title}</span>
        <span className={styles.name}>{name}</span>
        <StateWords state={state} />
      </figcaption>
    </figure>
  );
}

function StateWords({ state }: { state: TransferSource }) {
  if (state.kind === 'ready') return null;
  if (state.kind === 'failed') {
    return (
      <span className={styles.state} role="alert">
        {state.message} <Button onClick={state.again}>Try again</Button>
      </span>
    );
  }
  return (
    <span className={styles.state} role="status">
      {state.kind === 'asking' ? 'Looking at how it is drawn…' : 'It has left the rack. Choose another.'}
    </span>
  );
}

/** What comes out. `waiting`: a source is still to come. */
export function ResultFigure({
  recipe,
  waiting,
  name,
  children,
}: {
  recipe: Recipe | null;
  waiting: boolean;
  name: string;
  /** Beside the caption. */
  children: ReactNode;
}) {
  return (
    <figure className={styles.outcome}>
      <span className={`${styles.sheet} ${styles.result}`} data-asking={waiting}>
        <RecipePicture recipe={recipe} alt={`${name} after the transfer`} steady />
      </span>
      <figcaption>{children}</figcaption>
    </figure>
  );
}
