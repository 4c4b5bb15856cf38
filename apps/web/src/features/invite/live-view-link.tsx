'use client';

import { relativeTime } from '../../client/relative-time.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { CopyBox } from './copy-box.js';
import { Embedding } from './embedding.js';
import styles from './invite-dialog.module.css';
import { useLiveView } from './use-live-view.js';

/** The link by which the room is watched without joining, and whose pages may show it in a frame. */
export function LiveViewLink({ open }: { open: boolean }) {
  const { view, busy, url, frameUrl, create, revoke, setEmbedding } = useLiveView(open);
  const watching = useRoomState((state) => state.watching);
  return (
    <section className={styles.link} aria-label="Live view" aria-busy={busy}>
      <div className={styles.what}>
        <b>Live view</b>
        <span>shows the designs as they change, to anyone who has it; nobody joins</span>
      </div>
      {view ? null : (
        <Button disabled={busy} onClick={create} aria-label="Create link for a live view">
          Create link
        </Button>
      )}
      {url ? <CopyBox label="live view link" text={url} /> : null}
      {view && !url ? (
        <p className={styles.elsewhere}>
          This link was made in another browser and cannot be shown again: the server keeps only its hash. It
          still works for those who have it.
        </p>
      ) : null}
      {view ? (
        <>
          <div className={styles.foot}>
            <span>
              made {relativeTime(view.createdAtMs, Date.now())}
              {watching > 0 ? ` · ${watching} watching now` : ''}
            </span>
            <Button
              tone="quiet"
              disabled={busy}
              onClick={create}
              aria-label="New live view link (the old stops working)"
            >
              New link (the old stops working)
            </Button>
            <Button tone="quiet" disabled={busy} onClick={revoke} aria-label="Revoke live view link">
              Revoke
            </Button>
          </div>
          <Embedding
            key={JSON.stringify(view.embedding)}
            embedding={view.embedding}
            frameUrl={frameUrl}
            busy={busy}
            onChange={setEmbedding}
          />
        </>
      ) : null}
    </section>
  );
}
