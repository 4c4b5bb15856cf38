'use client';

import type { RoomList } from '@toile/protocol';
import { useCallback, useEffect, useState } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { Button } from '../controls/button.js';
import { wordsOf } from '../controls/words-of.js';
import { RoomTile } from './room-tile.js';
import styles from './your-rooms.module.css';

type Loaded = { at: 'loading' } | { at: 'failed'; why: string } | { at: 'there'; rooms: RoomList['rooms'] };

/** The rooms that this browser has been in, the last visited first. */
export function YourRooms() {
  const [loaded, setLoaded] = useState<Loaded>({ at: 'loading' });
  const load = useCallback(async () => {
    setLoaded({ at: 'loading' });
    try {
      setLoaded({ at: 'there', rooms: (await browserHttp().rooms()).rooms });
    } catch (error) {
      setLoaded({ at: 'failed', why: wordsOf(error) });
    }
  }, []);
  useEffect(() => void load(), [load]);

  return (
    <section className={styles.rooms} aria-labelledby="your-rooms" aria-busy={loaded.at === 'loading'}>
      <h2 id="your-rooms">Your rooms</h2>
      {loaded.at === 'loading' ? <Shell /> : null}
      {loaded.at === 'failed' ? (
        <p className={styles.quiet}>
          Your rooms could not be read: {loaded.why} <Button onClick={load}>Try again</Button>
        </p>
      ) : null}
      {loaded.at === 'there' && loaded.rooms.length === 0 ? (
        <p className={styles.quiet}>None yet. Rooms that you open or join in this browser are listed here.</p>
      ) : null}
      {loaded.at === 'there' && loaded.rooms.length > 0 ? (
        <ul className={styles.list}>
          {loaded.rooms.map((entry) => (
            <li key={entry.room.id}>
              <RoomTile entry={entry} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Keeps the place of one row while the list is read, so that nothing below it jumps. */
function Shell() {
  return (
    <ul className={styles.list} aria-hidden="true">
      <li className={styles.shell} />
    </ul>
  );
}
