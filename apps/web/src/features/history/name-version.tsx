'use client';

import { limits } from '@toile/protocol';
import { BookmarkPlus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import fields from '../controls/field.module.css';
import { useAttempt } from '../controls/use-attempt.js';
import { useLookingBack } from './looking-back.js';
import styles from './name-version.module.css';

/** Gives the version on the stage a name, which keeps it for good; or takes the name back. */
export function NameVersion() {
  const { client } = useOpenRoom();
  const { design, steps, at, earlier } = useLookingBack();
  const attempt = useAttempt();
  const id = useId();
  const shown = steps[at]?.versions ?? [];
  const named = shown.findLast(({ naming }) => naming !== null) ?? null;
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  if (!design) return null;

  const put = async (next: string | null) => {
    setBusy(true);
    // The present is named as the server has it, so that nothing that was just changed is left out.
    const versionId = named?.id ?? (earlier ? (shown.at(-1)?.id ?? null) : null);
    const worked = await attempt(() => client.history.nameVersion(design.id, next, versionId));
    setBusy(false);
    if (worked) setOpen(false);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const text = name.trim();
    if (text !== '' && text !== named?.naming?.name) void put(text);
  };

  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setName(named?.naming?.name ?? '');
      }}
    >
      <Popover.Trigger asChild>
        <Button tone="quiet">
          <BookmarkPlus /> {named ? 'Rename version' : 'Name this version'}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          side="top"
          align="end"
          sideOffset={10}
          collisionPadding={10}
          aria-label="Name this version"
        >
          <form className={styles.form} onSubmit={onSubmit}>
            <label htmlFor={id}>
              {earlier ? 'Name of this earlier version' : 'Name of the version as it is now'}
            </label>
            <input
              id={id}
              className={fields.input}
              value={name}
              maxLength={limits.versionNameChars}
              autoComplete="off"
              placeholder="For the fitting"
              onChange={(event) => setName(event.target.value)}
            />
            <p className={styles.note}>A version with a name stays in the history for good.</p>
            <div className={styles.buttons}>
              {named ? (
                <Button tone="quiet" disabled={busy} onClick={() => put(null)}>
                  Take the name back
                </Button>
              ) : null}
              <Button type="submit" tone="solid" disabled={busy || name.trim() === ''}>
                {named ? 'Rename' : 'Name it'}
              </Button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
