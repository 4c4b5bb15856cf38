'use client';

import type { ResolveInviteAnswer } from '@toile/client';
import { type InviteRole, limits, roleAtLeast } from '@toile/protocol';
import { useRouter } from 'next/navigation.js';
import { type FormEvent, useState } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { keepName } from '../../client/kept.js';
import { counted } from '../../client/relative-time.js';
import { useKeptName } from '../../client/use-kept-name.js';
import { Button } from '../controls/button.js';
import { Notice } from '../controls/notice.js';
import { TextField } from '../controls/text-field.js';
import { wordsOf } from '../controls/words-of.js';
import styles from './join-page.module.css';

const words: Record<InviteRole, string> = {
  editor: 'invites you as an editor: you shape designs and vote.',
  voter: 'invites you as a voter: you see everything live, comment and vote.',
  viewer: 'invites you as a viewer: you see everything live.',
};

/** Name yourself and walk in; somebody who is in already just goes on. */
export function JoinForm({ token, invite }: { token: string; invite: ResolveInviteAnswer }) {
  const router = useRouter();
  const [name, setName] = useKeptName();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { me, roomId, roomName, hostName, memberCount, role } = invite;
  const nothingToGain = me !== null && roleAtLeast(me.role, role);

  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      if (nothingToGain && roomId) {
        router.push(`/r/${roomId}`);
        return;
      }
      if (!me) keepName(name);
      const { room } = await browserHttp().acceptInvite(token, me?.name ?? (name.trim() || 'Guest'));
      router.push(`/r/${room.id}`);
    } catch (error) {
      setProblem(wordsOf(error));
      setBusy(false);
    }
  };

  return (
    <Notice title={roomName}>
      <p>
        {hostName} {words[role]}
      </p>
      <form className={styles.form} onSubmit={join}>
        {me ? null : (
          <TextField
            label="Your name"
            placeholder="Ana"
            value={name}
            maxLength={limits.memberNameChars}
            autoComplete="nickname"
            required
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <Button tone="solid" type="submit" disabled={busy}>
          {busy ? 'Opening…' : me ? `Continue as ${me.name}` : 'Join'}
        </Button>
        {problem ? (
          <span role="alert" className={styles.problem}>
            {problem}
          </span>
        ) : null}
      </form>
      <p className={styles.facts}>
        {counted(memberCount, 'person', 'people')} in the room so far. No account is needed.
      </p>
    </Notice>
  );
}
