'use client';

import { parseRecipe } from '@toile/latent';
import type { RoomList } from '@toile/protocol';
import { useMemo } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { type PictureSource, pictureOf } from '../../client/picture-source.js';
import { counted, relativeTime } from '../../client/relative-time.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import styles from './your-rooms.module.css';

/** One room of the list: its first design, how much is in it, and when it was last visited. */
export function RoomTile({ entry }: { entry: RoomList['rooms'][number] }) {
  const { room, memberCount, designCount, visitedAtMs, cover } = entry;
  const picture = useMemo(() => coverOf(room.id, cover), [room.id, cover]);
  const facts = [
    counted(designCount, 'design'),
    counted(memberCount, 'person', 'people'),
    relativeTime(visitedAtMs, Date.now()),
  ];
  return (
    <a className={styles.tile} href={`/r/${room.id}`}>
      <span className={styles.cover}>
        {picture ? <SteadyPicture picture={picture} alt="" /> : <span className={styles.bare} />}
      </span>
      <span>
        <b>{room.name}</b>
        <span>{facts.join(' · ')}</span>
      </span>
    </a>
  );
}

function coverOf(roomId: string, cover: string | null): PictureSource | null {
  if (cover === null) return null;
  try {
    return pictureOf(browserHttp(), roomId, parseRecipe(cover));
  } catch (error) {
    console.error('Toile: this room has a cover that this page cannot read.', error);
    return null;
  }
}
