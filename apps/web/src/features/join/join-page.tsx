'use client';

import { type ResolveInviteAnswer, tokenFromInviteUrl } from '@toile/client/http';
import { ToileError } from '@toile/protocol';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { Button } from '../controls/button.js';
import { Notice } from '../controls/notice.js';
import { wordsOf } from '../controls/words-of.js';
import { Basting } from '../stage/basting.js';
import { JoinForm } from './join-form.js';
import styles from './join-page.module.css';

type Resolved =
  | { at: 'asking' }
  | { at: 'dead'; code: string; why: string }
  | { at: 'unsure'; why: string }
  | { at: 'there'; token: string; invite: ResolveInviteAnswer };

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** What an invite link leads to, and the way in. The token never leaves the address's fragment on its own. */
export function JoinPage() {
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => null,
  );
  const [resolved, setResolved] = useState<Resolved>({ at: 'asking' });
  const resolve = useCallback(async () => {
    if (hash === null) return;
    const token = tokenFromInviteUrl(hash);
    if (token === null) {
      setResolved({ at: 'dead', code: 'invite-unknown', why: new ToileError('invite-unknown').message });
      return;
    }
    setResolved({ at: 'asking' });
    try {
      setResolved({ at: 'there', token, invite: await browserHttp().resolveInvite(token) });
    } catch (error) {
      const dead =
        error instanceof ToileError && (error.code === 'invite-unknown' || error.code === 'invite-revoked');
      setResolved(
        dead ? { at: 'dead', code: error.code, why: error.message } : { at: 'unsure', why: wordsOf(error) },
      );
    }
  }, [hash]);
  useEffect(() => void resolve(), [resolve]);

  if (resolved.at === 'there') return <JoinForm token={resolved.token} invite={resolved.invite} />;
  if (resolved.at === 'dead') {
    return (
      <Notice
        title={resolved.code === 'invite-revoked' ? 'This link was cut off.' : 'This link leads nowhere.'}
      >
        <p>{resolved.why}</p>
      </Notice>
    );
  }
  if (resolved.at === 'unsure') {
    return (
      <Notice title="The link could not be checked.">
        <p>{resolved.why}</p>
        <Button tone="solid" onClick={resolve}>
          Try again
        </Button>
      </Notice>
    );
  }
  return (
    <div className={styles.asking}>
      <Basting>Reading the link…</Basting>
    </div>
  );
}
