'use client';

import { limits } from '@toile/protocol';
import { useEffect } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { NameInPlace } from '../controls/name-in-place.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './top-bar.module.css';

/** The room's name, edited where it stands by those who may. */
export function RoomName() {
  const { http, roomId } = useOpenRoom();
  const name = useRoomState((state) => state.room?.name ?? null);
  const { edit } = useRights();
  const attempt = useAttempt();
  useEffect(() => {
    if (name !== null) document.title = `${name} · Toile`;
  }, [name]);

  if (name === null) return <span className={styles.name} />;
  if (!edit) return <h1 className={styles.name}>{name}</h1>;
  return (
    <>
      <h1 className="unseen">{name}</h1>
      <NameInPlace
        className={styles.name}
        label="Room name"
        value={name}
        maxChars={limits.roomNameChars}
        onCommit={(next) => attempt(() => http.renameRoom(roomId, next))}
      />
    </>
  );
}
