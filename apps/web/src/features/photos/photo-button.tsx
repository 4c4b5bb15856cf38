'use client';

import type { Side } from '@toile/room';
import { ImagePlus } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../controls/button.js';
import styles from './photo-button.module.css';
import { usePhotoDesk } from './photo-desk.js';

/** Take a photo as a source of the design on the stage; says why where that cannot be. */
export function PhotoButton({ side }: { side: Side }) {
  const id = useId();
  const { choose, whyNot } = usePhotoDesk();
  const why = whyNot(side);
  return (
    <div className={styles.photo}>
      <Button disabled={why !== null} aria-describedby={why ? id : undefined} onClick={() => choose(side)}>
        <ImagePlus /> Photo…
      </Button>
      {why ? (
        <p id={id} className={styles.why}>
          {why}
        </p>
      ) : null}
    </div>
  );
}
