'use client';

import type { Comment } from '@toile/room';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { relativeTime } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { IconButton } from '../controls/icon-button.js';
import menu from '../controls/menu.module.css';
import { useAttempt } from '../controls/use-attempt.js';
import { Face } from '../presence/face.js';
import { personOfMember } from '../presence/person.js';
import { CommentText } from './comment-text.js';
import styles from './comment-view.module.css';
import { Composer } from './composer.js';
import { formerMember, nameOf } from './draft-mentions.js';
import { RemoveComment } from './remove-comment.js';

/** One comment: who, when, what; its author may write it anew, its author or a host take it away. */
export function CommentView({ comment, replies = 0 }: { comment: Comment; replies?: number }) {
  const { client } = useOpenRoom();
  const members = useRoomState((state) => state.members);
  const me = useRoomState((state) => state.me?.id);
  const { host, comment: mayComment } = useRights();
  const attempt = useAttempt();
  const [doing, setDoing] = useState<'reading' | 'editing' | 'removing'>('reading');
  const author = members.find(({ id }) => id === comment.by);
  const name = nameOf(members, comment.by);
  const mine = comment.by === me;

  return (
    <div className={styles.comment}>
      <Face person={author ? personOfMember(author) : { id: '', name: '', colour: 'slate', role: null }} />
      <div className={styles.body}>
        <div className={styles.head}>
          <b>{name === formerMember ? 'Someone who left' : name}</b>
          <span>
            {relativeTime(comment.atMs, Date.now())}
            {comment.editedAtMs === null ? '' : ', edited'}
          </span>
          {mayComment && (mine || host) && doing === 'reading' ? (
            <DropdownMenu.Root>
              <DropdownMenu.Trigger asChild>
                <IconButton className={styles.more} label={`More for the comment by ${name}`}>
                  <Ellipsis />
                </IconButton>
              </DropdownMenu.Trigger>
              <DropdownMenu.Portal>
                <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
                  {mine ? (
                    <DropdownMenu.Item className={menu.item} onSelect={() => setDoing('editing')}>
                      <Pencil /> Edit
                    </DropdownMenu.Item>
                  ) : null}
                  <DropdownMenu.Item
                    className={`${menu.item} ${menu.danger}`}
                    onSelect={() => setDoing('removing')}
                  >
                    <Trash2 /> Delete…
                  </DropdownMenu.Item>
                </DropdownMenu.Content>
              </DropdownMenu.Portal>
            </DropdownMenu.Root>
          ) : null}
        </div>
        {doing === 'editing' ? (
          <Composer
            place={`edit.${comment.id}`}
            label="Edit the comment"
            action="Save"
            initial={comment.text}
            autoFocus
            onCancel={() => setDoing('reading')}
            onSubmit={async (text) => {
              const done = await attempt(() => client.comment.edit(comment.id, text));
              if (done) setDoing('reading');
              return done;
            }}
          />
        ) : (
          <CommentText text={comment.text} members={members} />
        )}
        {doing === 'removing' ? (
          <RemoveComment comment={comment} replies={replies} onKeep={() => setDoing('reading')} />
        ) : null}
      </div>
    </div>
  );
}
