'use client';

import { useEffect, useState } from 'react';
import { Basting } from '../stage/basting.js';
import styles from './steady-picture.module.css';

/** Waits before a failed picture is asked for again: a renderer that starts late is found in good time. */
const retryMs = [1_500, 4_000, 10_000, 20_000];

/** A picture by address. The one on the screen stays until the next is loaded and decoded. */
export function SteadyPicture({ url, alt }: { url: string | null; alt: string }) {
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (url === null) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (attempt: number) => {
      const image = new Image();
      image.src = url;
      try {
        await image.decode();
        if (stopped) return;
        setShown(url);
        setFailed(false);
      } catch {
        // The browser does not say why; the server may have no renderer yet, so it is asked again.
        if (stopped) return;
        setFailed(true);
        const waitMs = retryMs[attempt];
        if (waitMs !== undefined) timer = setTimeout(() => void load(attempt + 1), waitMs);
      }
    };
    void load(0);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [url]);

  if (shown === null) {
    return failed ? <span className={styles.none}>no picture yet</span> : <Basting />;
  }
  return (
    // biome-ignore lint/performance/noImgElement: the address is final and decoded already, there is nothing to optimise.
    <img
      className={styles.picture}
      src={shown}
      alt={alt}
      decoding="sync"
      draggable={false}
      data-stale={shown !== url}
    />
  );
}
