'use client';

import { WatchClient } from '@toile/client/watch';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { FramePictures } from '../../client/frame-pictures.js';
import { Basting } from '../stage/basting.js';
import { useRest } from './use-rest.js';
import { useWakeLock } from './use-wake-lock.js';
import { WatchEnded } from './watch-ended.js';
import styles from './watch-page.module.css';
import { WatchRail } from './watch-rail.js';
import { WatchedPicture } from './watched-picture.js';

interface WatchRoomProps {
  token: string;
  /** Inside another site's page: nothing but the picture and its name. */
  framed: boolean;
}

/** Opens the live view while it is on the screen. */
export function WatchRoom({ token, framed }: WatchRoomProps) {
  const [client, setClient] = useState<WatchClient | null>(null);
  useEffect(() => {
    const opened = WatchClient.open({ baseUrl: ownOrigin(), token });
    setClient(opened);
    return () => {
      setClient(null);
      opened.close();
    };
  }, [token]);
  return client ? <Watching client={client} framed={framed} /> : null;
}

/** A sandboxed frame has no origin of its own, but it still has an address. */
const ownOrigin = () => new URL('/', location.href).href.replace(/\/$/, '');

function Watching({ client, framed }: { client: WatchClient; framed: boolean }) {
  const pictures = useMemo(() => new FramePictures(client), [client]);
  const state = useSyncExternalStore(
    (listener) => client.subscribe(listener),
    () => client.state,
    () => client.state,
  );
  const [pinnedId, setPinnedId] = useState<string | null>(null);
  const resting = useRest(4_000);
  useWakeLock(!framed);

  const { connection, ended, rack, changing } = state;
  const designs = rack?.designs ?? [];
  const shown =
    designs.find(({ id }) => id === pinnedId) ??
    designs.find(({ id }) => id === changing) ??
    designs[0] ??
    null;
  useEffect(() => {
    if (rack) document.title = `${rack.roomName}, live · Toile`;
  }, [rack]);
  if (connection === 'ended' && ended) return <WatchEnded ended={ended} />;

  return (
    <main className={styles.screen} data-framed={framed} data-resting={resting}>
      <section className={styles.stage} aria-label="Stage" data-stage>
        {shown ? <WatchedPicture key={shown.id} pictures={pictures} design={shown} /> : null}
        {!rack ? <Basting>Opening the live view…</Basting> : null}
        {rack && !shown ? <p className={styles.empty}>Nothing hangs in this room yet.</p> : null}
        {connection === 'offline' ? (
          <p className={styles.offline} role="status">
            The connection is lost; it comes back by itself.
          </p>
        ) : null}
      </section>
      <footer className={styles.foot}>
        <div className={styles.names}>
          <h1 aria-live="polite">{shown?.name ?? ''}</h1>
          <p>{rack?.roomName ?? ''}</p>
        </div>
        {framed || designs.length < 2 ? null : (
          <WatchRail
            pictures={pictures}
            designs={designs}
            shownId={shown?.id ?? null}
            following={pinnedId === null}
            onPin={setPinnedId}
          />
        )}
      </footer>
    </main>
  );
}
