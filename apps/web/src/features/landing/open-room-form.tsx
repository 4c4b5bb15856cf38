'use client';

import { limits } from '@toile/protocol';
import { useRouter } from 'next/navigation.js';
import { type FormEvent, useState } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { keepName } from '../../client/kept.js';
import { useKeptName } from '../../client/use-kept-name.js';
import { Button } from '../controls/button.js';
import { TextField } from '../controls/text-field.js';
import { wordsOf } from '../controls/words-of.js';
import styles from './open-room-form.module.css';

interface OpenRoomFormProps {
  /** Id of the room's model pack; the server's default where absent. */
  pack?: string;
  /** What to bring along, behind the "#" of the room's address. */
  fragment?: string;
}

/** Opens a room and walks in. No account: a room name and a name to be called by. */
export function OpenRoomForm({ pack, fragment = '' }: OpenRoomFormProps) {
  const router = useRouter();
  const [roomName, setRoomName] = useState('');
  const [memberName, setMemberName] = useKeptName();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setProblem(null);
    setBusy(true);
    try {
      keepName(memberName);
      const { room } = await browserHttp().createRoom({
        name: roomName.trim() || 'Untitled room',
        memberName: memberName.trim() || 'Host',
        ...(pack === undefined ? {} : { pack }),
      });
      router.push(`/r/${room.id}${fragment}`);
    } catch (error) {
      setProblem(wordsOf(error));
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={open}>
      <div className={styles.fields}>
        <TextField
          label="Room name"
          placeholder="Autumn capsule"
          value={roomName}
          maxLength={limits.roomNameChars}
          autoComplete="off"
          required
          onChange={(event) => setRoomName(event.target.value)}
        />
        <TextField
          label="Your name"
          placeholder="Ana"
          value={memberName}
          maxLength={limits.memberNameChars}
          autoComplete="nickname"
          required
          onChange={(event) => setMemberName(event.target.value)}
        />
      </div>
      <Button tone="solid" type="submit" className={styles.open} disabled={busy}>
        {busy ? 'Opening…' : 'Open the room'}
      </Button>
      <span className={styles.fine}>No account. Guests join by link, on a laptop or a phone.</span>
      {problem ? (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      ) : null}
    </form>
  );
}
