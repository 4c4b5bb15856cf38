'use client';

import type { Design } from '@toile/room';
import { usePicture } from '../../client/use-room.js';
import { Basting } from './basting.js';
import styles from './design-picture.module.css';

interface DesignPictureProps {
  design: Pick<Design, 'id' | 'name'>;
  /** The design's name where absent; empty where the name stands beside it. */
  alt?: string;
  /** Said while there is no picture at all. */
  waiting?: string;
}

/**
 * The live picture of a design. The one on the screen stays until the next is decoded. For tests:
 * `data-hash` is the hash of the frame that is shown, `data-final` whether it is of the design's present state.
 */
export function DesignPicture({ design, alt = design.name, waiting }: DesignPictureProps) {
  const picture = usePicture(design.id);
  if (!picture) return <Basting>{waiting}</Basting>;
  return (
    // biome-ignore lint/performance/noImgElement: the address is final and decoded already, there is nothing to optimise.
    <img
      className={styles.picture}
      src={picture.url}
      alt={alt}
      width={picture.widthPx}
      height={picture.heightPx}
      decoding="sync"
      draggable={false}
      data-hash={picture.hash}
      data-final={picture.final}
    />
  );
}
