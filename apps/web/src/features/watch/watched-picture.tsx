'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { FramePictures } from '../../client/frame-pictures.js';
import { Basting } from '../stage/basting.js';
import picture from '../stage/design-picture.module.css';

interface WatchedPictureProps {
  pictures: FramePictures;
  design: { readonly id: string; readonly name: string };
  alt?: string;
}

/** The picture of a design, replaced only once the next is decoded. For tests: `data-hash` names its frame. */
export function WatchedPicture({ pictures, design, alt = design.name }: WatchedPictureProps) {
  const subscribe = useCallback(
    (listener: () => void) => pictures.subscribe(design.id, listener),
    [pictures, design.id],
  );
  const snapshot = () => pictures.picture(design.id);
  const shown = useSyncExternalStore(subscribe, snapshot, snapshot);
  if (!shown) return <Basting />;
  return (
    // biome-ignore lint/performance/noImgElement: the address is final and decoded already, there is nothing to optimise.
    <img
      className={picture.picture}
      src={shown.url}
      alt={alt}
      width={shown.widthPx}
      height={shown.heightPx}
      decoding="sync"
      draggable={false}
      data-hash={shown.hash}
      data-final={shown.final}
    />
  );
}
