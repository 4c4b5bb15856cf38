'use client';

import { useRights } from '../../client/use-room.js';
import { ActivityButton } from '../activity/activity-button.js';
import { BarState } from '../connection/bar-state.js';
import { Button } from '../controls/button.js';
import { Tip } from '../controls/tip.js';
import { ToastPlace } from '../controls/toasts.js';
import { Wordmark } from '../controls/wordmark.js';
import { RoomLockMark } from '../locks/room-lock-mark.js';
import { Faces } from '../presence/faces.js';
import { roleWords } from '../presence/person.js';
import { ShortcutSheet } from '../shortcuts/shortcut-sheet.js';
import { ThemeToggle } from '../theme/theme-toggle.js';
import { RoomName } from './room-name.js';
import styles from './top-bar.module.css';

interface TopBarProps {
  onPeople: () => void;
  onInvite: () => void;
  onExport: () => void;
}

/** Where we are, whether it is saved, and who is here. */
export function TopBar({ onPeople, onInvite, onExport }: TopBarProps) {
  const { role, host } = useRights();
  return (
    <header className={styles.bar}>
      <Wordmark />
      <RoomName />
      <RoomLockMark onOpen={onPeople} />
      <BarState />
      <ToastPlace className={styles.space} />
      <Faces onOpen={onPeople} />
      <span className={styles.theme}>
        <ActivityButton />
        <ShortcutSheet />
        <ThemeToggle />
      </span>
      <span className={styles.export}>
        <Button onClick={onExport}>Export</Button>
      </span>
      {host ? (
        <Button tone="solid" onClick={onInvite}>
          Invite
        </Button>
      ) : role ? (
        <Tip text={`You are a ${roleWords[role].title} here: ${roleWords[role].may}.`}>
          <button type="button" className={styles.role}>
            {roleWords[role].title}
          </button>
        </Tip>
      ) : null}
    </header>
  );
}
