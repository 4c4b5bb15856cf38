'use client';

import { parseRecipe } from '@toile/latent';
import type { RoomList } from '@toile/protocol';
import { useMemo } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { counted, relativeTime } from '../../client/relative-time.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import styles from './your-rooms.module.css';

/** One room of the list: its first design, how much is in it, and when it was last visited. */
export function RoomTile({ entry }: { entry: RoomList['rooms'][number] }) {
  const { room, memberCount, designCount, visitedAtMs, cover } = entry;
  const url = useMemo(() => coverUrl(room.id, cover), [room.id, cover]);
  const facts = [
    counted(designCount, 'design'),
    counted(memberCount, 'person', 'people'),
    relativeTime(visitedAtMs, Date.now()),
  ];
  return (
    <a className={styles.tile} href={`/r/${room.id}`}>
      <span className={styles.cover}>
        {url ? <SteadyPicture url={url} alt="" /> : <span className={styles.bare} />}
      </span>
      <span>
        <b>{room.name}</b>
        <span>{facts.join(' · ')}</span>
      </span>
    </a>
  );
}

function coverUrl(roomId: string, cover: string | null): string | null {
  if (cover === null) return null;
  try {
    return browserHttp().pictureUrl(roomId, parseRecipe(cover));
  } catch (error) {
    console.error('Toile: this room has a cover that this page cannot read.', error);
    return null;
  }
}
