'use client';

import { useEffect, useRef, useState } from 'react';
import type { OpenedPicture, PictureSource } from '../../client/picture-source.js';
import { Basting } from '../stage/basting.js';
import styles from './steady-picture.module.css';

/** Waits before a failed picture is asked for again: a renderer that starts late is found in good time. */
const retryMs = [1_500, 4_000, 10_000, 20_000];
/** The old address may still be in the image for a moment. */
const releaseMs = 1_000;

/** A picture. The one on the screen stays until the next is loaded and decoded. */
export function SteadyPicture({ picture, alt }: { picture: PictureSource | null; alt: string }) {
  const [shown, setShown] = useState<{ key: string; url: string } | null>(null);
  const [failed, setFailed] = useState(false);
  const held = useRef<OpenedPicture | null>(null);
  const key = picture?.key ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pictures of one key are one picture.
  useEffect(() => {
    if (picture === null || key === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (attempt: number) => {
      let opened: OpenedPicture | null = null;
      try {
        opened = await picture.open(signal);
        await decoded(opened.url);
        signal.throwIfAborted();
        const before = held.current;
        held.current = opened;
        if (before) setTimeout(() => before.release(), releaseMs);
        setShown({ key, url: opened.url });
        setFailed(false);
      } catch {
        opened?.release();
        // An image does not say why; the server may have no renderer yet, so it is asked again.
        if (signal.aborted) return;
        setFailed(true);
        const waitMs = retryMs[attempt];
        if (waitMs !== undefined) timer = setTimeout(() => void load(attempt + 1), waitMs);
      }
    };
    void load(0);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [key]);

  useEffect(
    () => () => {
      held.current?.release();
      held.current = null;
    },
    [],
  );

  if (shown === null) {
    return failed ? <span className={styles.none}>no picture yet</span> : <Basting />;
  }
  return (
    // biome-ignore lint/performance/noImgElement: the address is final and decoded already, there is nothing to optimise.
    <img
      className={styles.picture}
      src={shown.url}
      alt={alt}
      decoding="sync"
      draggable={false}
      data-stale={shown.key !== key}
    />
  );
}

async function decoded(url: string): Promise<void> {
  const image = new Image();
  image.src = url;
  await image.decode();
}
