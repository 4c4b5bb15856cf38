'use client';

import { useRights } from '../../client/use-room.js';
import { ActivityFeed } from '../activity/activity-feed.js';
import { Button } from '../controls/button.js';
import { PeopleList } from '../presence/people-list.js';
import { ThemeToggle } from '../theme/theme-toggle.js';
import styles from './people-tab.module.css';

/** The people of the room on a phone, with what the phone's bar has no space for. */
export function PeopleTab({ onInvite, onExport }: { onInvite: () => void; onExport: () => void }) {
  const { host } = useRights();
  return (
    <>
      <div className={styles.head}>
        <h2>People</h2>
        <ThemeToggle />
        <Button onClick={onExport}>Export…</Button>
        {host ? <Button onClick={onInvite}>Links…</Button> : null}
      </div>
      <PeopleList />
      <h2 className={styles.what}>What happened</h2>
      <ActivityFeed />
    </>
  );
}
