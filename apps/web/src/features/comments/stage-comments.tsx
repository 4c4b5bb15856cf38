'use client';

import type { Design } from '@toile/room';
import { Popover } from 'radix-ui';
import type { MouseEvent } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { usePhone } from '../../client/use-phone.js';
import { useDesignThreads } from '../../client/use-threads.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useCommentDesk } from './comment-desk.js';
import { Composer } from './composer.js';
import { Pin } from './pin.js';
import styles from './stage-comments.module.css';
import { ThreadView } from './thread-view.js';

/** The pins on the picture, with the thread that is open beside its pin. Fills its positioned parent. */
export function StageComments({ design }: { design: Design }) {
  const { state, set, unread, listed } = useCommentDesk();
  const threads = useDesignThreads(design.id);
  const phone = usePhone();
  const inList = phone || listed;
  const reading = state.kind === 'reading' ? state.threadId : null;
  const unreadThreads = new Set(unread.map(({ thread }) => thread.comment.id));

  return (
    <>
      {threads.map((thread) => {
        const { id, spot, resolved } = thread.comment;
        if (!spot || (resolved && id !== reading)) return null;
        const open = id === reading;
        return (
          <Popover.Root
            key={id}
            // Where the list of comments is in sight, it opens there.
            open={open && !inList}
            onOpenChange={(next) => set(next ? { kind: 'reading', threadId: id } : { kind: 'idle' })}
          >
            <Popover.Trigger asChild>
              <Pin
                spot={spot}
                settled={resolved !== null}
                unread={unreadThreads.has(id)}
                aria-label={`Comment ${thread.number}`}
                aria-expanded={open}
                onClick={(event) => {
                  if (!inList) return;
                  event.preventDefault();
                  set(open ? { kind: 'idle' } : { kind: 'reading', threadId: id });
                }}
              >
                {thread.number}
              </Pin>
            </Popover.Trigger>
            <Popover.Portal>
              <Popover.Content
                className={styles.slip}
                side="right"
                align="start"
                sideOffset={10}
                collisionPadding={12}
                aria-label={`Comment ${thread.number}`}
                onOpenAutoFocus={focusItself}
              >
                <ThreadView thread={thread} />
              </Popover.Content>
            </Popover.Portal>
          </Popover.Root>
        );
      })}
      {state.kind === 'placing' ? <PlacingLayer designId={design.id} /> : null}
      {state.kind === 'writing' && !phone ? <NewPin number={threads.length + 1} /> : null}
      {state.kind === 'writing' && phone ? (
        <Pin spot={state.spot} disabled aria-hidden="true">
          {threads.length + 1}
        </Pin>
      ) : null}
    </>
  );
}

/** The slip takes the focus, and not the first of its small buttons, whose tooltip would cover it. */
function focusItself(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}

/** Takes the click that says where a comment belongs; from the keyboard it is the middle of the picture. */
function PlacingLayer({ designId }: { designId: string }) {
  const { set } = useCommentDesk();
  const place = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const spot =
      event.detail === 0
        ? { x: 0.5, y: 0.5 }
        : {
            x: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
            y: Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
          };
    set({ kind: 'writing', designId, spot });
  };
  return <button type="button" className={styles.layer} aria-label="Pin a comment here" onClick={place} />;
}

/** The pin of a comment that is being written, with the box beside it. */
function NewPin({ number }: { number: number }) {
  const { client } = useOpenRoom();
  const { state, set } = useCommentDesk();
  const attempt = useAttempt();
  if (state.kind !== 'writing') return null;
  const { designId, spot } = state;
  const close = () => set({ kind: 'idle' });
  return (
    <Popover.Root open onOpenChange={(open) => !open && close()}>
      <Popover.Anchor asChild>
        <Pin spot={spot} disabled aria-hidden="true">
          {number}
        </Pin>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          side="right"
          align="start"
          sideOffset={10}
          collisionPadding={12}
          aria-label="New comment"
        >
          <Composer
            place={`new.${designId}`}
            label="Comment on this spot"
            action="Comment"
            autoFocus
            onCancel={close}
            onSubmit={async (text) => {
              const done = await attempt(() => client.comment.add(designId, text, spot));
              if (done) close();
              return done;
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
