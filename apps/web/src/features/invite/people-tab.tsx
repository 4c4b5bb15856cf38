'use client';

import type { Design } from '@toile/room';
import { useRights } from '../../client/use-room.js';
import { ActivityFeed } from '../activity/activity-feed.js';
import { Button } from '../controls/button.js';
import { HostTools } from '../presence/host-tools.js';
import { PeopleList } from '../presence/people-list.js';
import { ThemeToggle } from '../theme/theme-toggle.js';
import styles from './people-tab.module.css';

interface PeopleTabProps {
  design: Design | null;
  onInvite: () => void;
  onExport: () => void;
}

/** The people of the room on a phone, with what the phone's bar has no space for. */
export function PeopleTab({ design, onInvite, onExport }: PeopleTabProps) {
  const { host } = useRights();
  return (
    <>
      <div className={styles.head}>
        <h2>People</h2>
        <ThemeToggle />
        <Button onClick={onExport}>Export…</Button>
        {host ? <Button onClick={onInvite}>Links…</Button> : null}
      </div>
      <HostTools design={design} />
      <PeopleList />
      <h2 className={styles.what}>What happened</h2>
      <ActivityFeed />
    </>
  );
}
