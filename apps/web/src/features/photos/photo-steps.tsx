'use client';

import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { ChoosePhoto } from './choose-photo.js';
import type { PhotoDesk } from './photo-desk.js';
import styles from './photo-steps.module.css';
import type { PhotoStep } from './use-photo-flow.js';

interface PhotoStepsProps {
  step: Extract<PhotoStep, { at: 'sending' | 'finding' | 'refused' }>;
  onBring: PhotoDesk['bring'];
  onCancel: () => void;
}

/** A photo on its way, or why it came no further. */
export function PhotoSteps({ step, onBring, onCancel }: PhotoStepsProps) {
  const { http, roomId } = useOpenRoom();
  const photo = step.at === 'sending' ? null : step.photo;
  return (
    <div className={styles.steps}>
      {photo ? (
        // biome-ignore lint/performance/noImgElement: it has its final size already, and only members may have it.
        <img className={styles.photo} src={http.photoUrl(roomId, photo.hash)} alt="What was brought" />
      ) : null}
      {step.at === 'refused' ? (
        <>
          <p role="alert" className={styles.why}>
            {step.why}
          </p>
          <ChoosePhoto label="Choose another photo" onChosen={(file) => onBring(file, step.aim)} />
        </>
      ) : (
        <>
          <div className={styles.now}>
            {step.at === 'sending' ? (
              <>
                <span>Uploading, {Math.round(step.share * 100)}%</span>
                <progress value={step.share} aria-label="Uploading" />
              </>
            ) : (
              <>
                <span>Finding the garment…</span>
                <span className={styles.stitch} />
              </>
            )}
          </div>
          <Button className={styles.cancel} onClick={onCancel}>
            Cancel
          </Button>
        </>
      )}
    </div>
  );
}
