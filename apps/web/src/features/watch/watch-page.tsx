'use client';

import { tokenFromInviteUrl } from '@toile/client/http';
import { ToileError } from '@toile/protocol';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Basting } from '../stage/basting.js';
import { WatchEnded } from './watch-ended.js';
import styles from './watch-page.module.css';

const WatchRoom = lazy(async () => ({ default: (await import('./watch-room.js')).WatchRoom }));

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/**
 * The stage alone, as it changes: for a wall screen, or inside another site's page (`framed`). Whoever has the link
 * sees names and pictures; nobody joins and nothing can be done.
 */
export function WatchPage({ framed }: { framed: boolean }) {
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => null,
  );
  const token = hash === null ? null : tokenFromInviteUrl(hash);
  const opening = (
    <div className={styles.screen} data-framed={framed}>
      <div className={styles.stage}>
        <Basting>Opening the live view…</Basting>
      </div>
    </div>
  );
  if (hash === null) return opening;
  if (token === null) return <WatchEnded ended={new ToileError('invite-unknown').toBody()} />;
  return (
    <Suspense fallback={opening}>
      <WatchRoom key={token} token={token} framed={framed} />
    </Suspense>
  );
}
