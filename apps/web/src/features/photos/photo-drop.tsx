'use client';

import type { Design } from '@toile/room';
import { useEffect, useState } from 'react';
import { useToast } from '../controls/toasts.js';
import { aimWords, type PhotoAim } from './photo-aim.js';
import { usePhotoDesk } from './photo-desk.js';
import styles from './photo-drop.module.css';

/** A place that takes photos says so with this attribute: "a", "b" or "rack". */
const aimed = '[data-photo-aim]';

interface Held {
  readonly aim: PhotoAim;
  /** Where the place is that it is held over; null over none in particular. */
  readonly box: DOMRect | null;
}

/** The whole window takes a photo that is carried in from outside; sources and the rack take it as what they are. */
export function PhotoDrop({ design }: { design: Design | null }) {
  const { bring, whyNot } = usePhotoDesk();
  const toast = useToast();
  const [held, setHeld] = useState<Held | null>(null);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Even where none is taken: the browser would leave the room to show it.
      event.preventDefault();
      const next = heldOver(event.target);
      if (event.dataTransfer) event.dataTransfer.dropEffect = whyNot(next.aim) === null ? 'copy' : 'none';
      setHeld((before) => (before && before.aim === next.aim ? before : next));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHeld(null);
    };
    const drop = (event: DragEvent) => {
      setHeld(null);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const [file] = files;
      if (!file) return;
      if (files.length > 1) toast({ text: 'One photo at a time: this is the first of them.' });
      bring(file, heldOver(event.target).aim);
    };
    addEventListener('dragenter', over);
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', over);
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [bring, whyNot, toast]);

  if (held === null) return null;
  const why = whyNot(held.aim);
  const { box } = held;
  return (
    <div className={styles.over} data-refused={why !== null}>
      {box && why === null ? (
        <span
          className={styles.target}
          style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        />
      ) : null}
      <p className={styles.words}>{why ?? aimWords(held.aim, design?.name ?? null)}</p>
    </div>
  );
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

function heldOver(target: EventTarget | null): Held {
  const place = target instanceof Element ? target.closest<HTMLElement>(aimed) : null;
  const aim = place?.dataset.photoAim;
  return aim === 'a' || aim === 'b' || aim === 'rack'
    ? { aim, box: place?.getBoundingClientRect() ?? null }
    : { aim: 'ask', box: null };
}
