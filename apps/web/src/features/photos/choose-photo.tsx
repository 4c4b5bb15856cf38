'use client';

import { Camera } from 'lucide-react';
import { type ChangeEvent, useId } from 'react';
import { useMedia } from '../../client/use-media.js';
import buttons from '../controls/button.module.css';
import styles from './choose-photo.module.css';

const accepted = 'image/jpeg,image/png,image/webp,image/avif,image/*';

/** A file of this device, or on one that is held in the hand its camera. */
export function ChoosePhoto({ label, onChosen }: { label?: string; onChosen: (file: File) => void }) {
  const id = useId();
  const handheld = useMedia('(pointer: coarse)');
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file again is a choice too.
    event.target.value = '';
    if (file) onChosen(file);
  };
  return (
    <div className={styles.ways}>
      <div className={styles.file}>
        <input id={`${id}-file`} type="file" accept={accepted} className={styles.input} onChange={take} />
        <label htmlFor={`${id}-file`}>
          <b>{label ?? 'Choose a photo'}</b>
          <span>
            {handheld
              ? 'JPEG, PNG, WebP or AVIF, 12 MB at most'
              : 'JPEG, PNG, WebP or AVIF, 12 MB at most. Or drop it anywhere in the room, or paste it'}
          </span>
        </label>
      </div>
      {handheld ? (
        <div className={styles.camera}>
          <input
            id={`${id}-camera`}
            type="file"
            accept="image/*"
            capture="environment"
            className={styles.input}
            onChange={take}
          />
          <label htmlFor={`${id}-camera`} className={`${buttons.button} ${buttons.line}`}>
            <Camera /> Take a photo
          </label>
        </div>
      ) : null}
    </div>
  );
}
