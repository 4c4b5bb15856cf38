'use client';

import type { PackSummary } from '@toile/protocol';
import { MoveHorizontal } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from 'react';
import styles from './compare-panel.module.css';
import type { CompareSide } from './compare-sides.js';
import { SidePicture } from './side-picture.js';
import { wipeStep } from './wipe-step.js';

interface WipeProps {
  left: CompareSide;
  right: CompareSide;
  pack: PackSummary;
}

/** Two pictures in one place, and an edge between them that is moved by a pointer or by the arrow keys. */
export function Wipe({ left, right, pack }: WipeProps) {
  const [edge, setEdge] = useState(50);

  const toPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setEdge(Math.round(Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100))));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    toPointer(event);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) toPointer(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = wipeStep(edge, event.key);
    if (next === null) return;
    event.preventDefault();
    setEdge(next);
  };

  return (
    <div
      className={styles.wipe}
      style={{ '--edge-at': `${edge}%` } as CSSProperties}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <SidePicture side={right} pack={pack} />
      <span className={styles.over}>
        <SidePicture side={left} pack={pack} />
      </span>
      <span
        className={styles.handle}
        role="slider"
        tabIndex={0}
        aria-label="Wipe"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={edge}
        aria-valuetext={`${edge} percent ${left.label}, the rest ${right.label}`}
        onKeyDown={onKeyDown}
      >
        <MoveHorizontal />
      </span>
    </div>
  );
}
