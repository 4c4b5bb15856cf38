'use client';

import { Button } from '../controls/button.js';
import { useFollow } from './follow.js';
import styles from './follow-banner.module.css';
import { colourVar } from './person.js';

/** Says whom this person follows, and ends it. */
export function FollowBanner() {
  const { followed, follow } = useFollow();
  if (!followed) return null;
  return (
    <div className={styles.banner} role="status">
      <i style={{ background: colourVar(followed.colour) }} />
      <span>Following {followed.name}</span>
      <Button tone="quiet" onClick={() => follow(null)}>
        Stop
      </Button>
    </div>
  );
}
