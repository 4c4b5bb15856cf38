'use client';

import { Button } from '../controls/button.js';
import { useFollow } from './follow.js';
import styles from './follow-banner.module.css';
import { colourVar } from './person.js';

/** Says whom this person follows, ends it, and says for a moment that it has ended. */
export function FollowBanner() {
  const { followed, unfollowed, follow } = useFollow();
  const who = followed ?? unfollowed;
  return (
    <div role="status">
      {who ? (
        <div className={styles.banner} data-over={followed === null}>
          <i style={{ background: colourVar(who.colour) }} />
          <span>{followed ? `Following ${who.name}` : `You no longer follow ${who.name}`}</span>
          {followed ? (
            <Button tone="quiet" onClick={() => follow(null)}>
              Stop
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
