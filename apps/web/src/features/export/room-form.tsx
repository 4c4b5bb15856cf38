'use client';

import { fileNames } from '@toile/client';
import type { FormEvent } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import styles from './export-form.module.css';
import { saveFile } from './save-file.js';
import { TakingFoot } from './taking-foot.js';
import { useTaking } from './use-taking.js';

/** The whole room as one file, to keep or to open on another server. */
export function RoomForm() {
  const { http, client, roomId } = useOpenRoom();
  const { host } = useRights();
  const roomName = useRoomState((state) => state.room?.name ?? 'Room');
  const open = useRoomState(({ round }) => (round?.state.kind === 'open' ? round : null));
  const { taking, take, cancel } = useTaking();
  if (!host) return <p className={styles.fine}>Only a host can take the whole room away.</p>;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void take(1, async ({ signal, progress }) => {
      await client.awaitSaved();
      const bytes = await http.archive(roomId, signal);
      progress(1);
      const [name = ''] = fileNames([roomName], 'toile.zip', 'Room');
      saveFile({ name, mime: 'application/zip', bytes });
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        Every design with its recipe, notes, comments and history, the votes and the rounds, in one file. It
        opens as a new room on any Toile that has the same model pack, from its first page.
      </p>
      <p className={styles.fine}>
        People’s names are in it, to say who did what. No link and nobody’s place in the room is, and no
        photo: garments that were found in photos come along, the photos stay here.
      </p>
      {open ? (
        <p className={styles.fine}>
          The round “{open.question}” is open: it goes along as called off, and its ballots stay here.
        </p>
      ) : null}
      <TakingFoot
        taking={taking}
        label="Download the room"
        pieces="file"
        done="Downloaded."
        disabled={false}
        onCancel={cancel}
      />
    </form>
  );
}
