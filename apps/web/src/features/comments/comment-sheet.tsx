'use client';

import type { Design } from '@toile/room';
import { MapPin } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { usePhone } from '../../client/use-phone.js';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Dialog } from '../controls/dialog.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useCommentDesk } from './comment-desk.js';
import { CommentList } from './comment-list.js';
import styles from './comment-sheet.module.css';
import { Composer } from './composer.js';

interface CommentSheetProps {
  design: Design | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The comments on a phone: a sheet from below, which a pin opens too. */
export function CommentSheet({ design, open, onOpenChange }: CommentSheetProps) {
  const { client } = useOpenRoom();
  const { state, set } = useCommentDesk();
  const { comment: mayComment } = useRights();
  const attempt = useAttempt();
  const phone = usePhone();
  const [wasBusy, setWasBusy] = useState(false);
  const busy = state.kind === 'reading' || state.kind === 'writing';

  useEffect(() => {
    if (phone && busy && !wasBusy) onOpenChange(true);
    setWasBusy(busy);
  }, [phone, busy, wasBusy, onOpenChange]);

  if (!phone) return null;
  const close = () => {
    set({ kind: 'idle' });
    onOpenChange(false);
  };
  return (
    <Dialog
      title="Comments"
      description={design?.name ?? ''}
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
    >
      {state.kind === 'writing' ? (
        <Composer
          place={`new.${state.designId}`}
          label="Comment on this spot"
          action="Comment"
          autoFocus
          onCancel={close}
          onSubmit={async (text) => {
            const done = await attempt(() => client.comment.add(state.designId, text, state.spot));
            if (done) close();
            return done;
          }}
        />
      ) : (
        <div className={styles.sheet}>
          <CommentList design={design} />
          {mayComment && design ? (
            <Button
              onClick={() => {
                onOpenChange(false);
                set({ kind: 'placing' });
              }}
            >
              <MapPin /> Pin one to the picture
            </Button>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}
