'use client';

import type { Design } from '@toile/room';
import { useEffect, useRef, useState } from 'react';
import { usePicture } from '../../client/use-room.js';
import { drawWorn, pixelsOf, wornHeightPx, wornWidthPx } from './draw-worn.js';
import type { Wearable } from './use-wearable.js';
import type { WornChoice } from './worn-choice.js';
import styles from './worn-view.module.css';

/** Pictures follow each other quickly while a hand moves: the last one is worn. */
const settleMs = 60;

interface WornViewProps {
  design: Design;
  wearable: Wearable & { kind: 'wearable' };
  choice: WornChoice;
}

/**
 * The live picture of a design on a figure. What is painted stays until the next is ready. For tests: `data-hash` is
 * the frame that is worn.
 */
export function WornView({ design, wearable, choice }: WornViewProps) {
  const picture = usePicture(design.id);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<{ hash: string; placedBy: 'landmarks' | 'box' | 'none' } | null>(null);
  const { category, noun } = wearable;
  const { body, pose } = choice;
  const [url, hash] = [picture?.url, picture?.hash];

  useEffect(() => {
    if (url === undefined || hash === undefined) return;
    let stale = false;
    const timer = setTimeout(async () => {
      // A picture that is gone has been followed by another, which has a turn of its own.
      const pixels = await pixelsOf(url).catch(() => null);
      if (stale || !pixels || !canvas.current) return;
      const worn = drawWorn(canvas.current, pixels, { category, body, pose });
      setShown({ hash, placedBy: worn?.placedBy ?? 'none' });
    }, settleMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [url, hash, category, body, pose]);

  const none = shown?.placedBy === 'none';
  return (
    <div className={styles.view}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        width={wornWidthPx}
        height={wornHeightPx}
        role="img"
        aria-label={`${design.name} worn: ${noun}, ${body} body, ${pose}`}
        data-hash={shown?.hash}
        data-none={none}
      />
      {none ? (
        <p className={styles.note}>There is no garment in this picture that could be worn.</p>
      ) : shown?.placedBy === 'box' ? (
        <p className={styles.note}>Placed by its outline alone: its seams could not be told apart.</p>
      ) : null}
    </div>
  );
}
