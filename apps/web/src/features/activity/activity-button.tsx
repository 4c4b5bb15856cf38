'use client';

import { ScrollText } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useState } from 'react';
import { IconButton } from '../controls/icon-button.js';
import styles from './activity-button.module.css';
import { ActivityFeed } from './activity-feed.js';
import { useSeen } from './use-seen.js';

/** In the bar: what happened in the room, on a slip of paper. A dot says that there is something new. */
export function ActivityButton() {
  const [open, setOpen] = useState(false);
  const { unseen, see } = useSeen();
  useEffect(() => {
    if (open) see();
  }, [open, see]);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton
          label={unseen ? 'Activity, something new' : 'Activity'}
          className={styles.button}
          data-unseen={unseen}
        >
          <ScrollText />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          align="end"
          sideOffset={10}
          collisionPadding={12}
          aria-label="Activity"
        >
          <h2 className={styles.title}>What happened</h2>
          <div className={styles.scroll}>
            <ActivityFeed onLeave={() => setOpen(false)} />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
