'use client';

import type { ErrorBody } from '@toile/protocol';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './render-failure.module.css';

/** Says that the present picture could not be drawn, and tries again when asked. */
export function RenderFailure({ designId, failure }: { designId: string; failure: ErrorBody }) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const redraw = async () => {
    setBusy(true);
    await attempt(() => client.redraw(designId));
    setBusy(false);
  };
  return (
    <div className={styles.failure} role="alert">
      <b>This picture could not be drawn.</b>
      <p>{failure.message}</p>
      <Button className={styles.again} onClick={redraw} disabled={busy}>
        Try again
      </Button>
    </div>
  );
}
