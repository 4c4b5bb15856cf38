'use client';

import { useRoomState } from '../../client/use-room.js';
import { colourVar } from '../presence/person.js';
import { markLook } from './reaction-marks.js';
import { useReactions } from './reactions.js';
import styles from './stage-reactions.module.css';

/** What people hold up beside this design, floating away. Fills its positioned parent; `QuietNews` speaks it. */
export function StageReactions({ designId }: { designId: string }) {
  const reactions = useReactions(designId);
  const members = useRoomState((state) => state.members);
  return (
    <div className={styles.layer} aria-hidden="true">
      {reactions.map(({ key, by, mark, x, y }) => {
        const member = members.find(({ id }) => id === by);
        const { Icon } = markLook(mark);
        return (
          <span
            key={key}
            className={styles.reaction}
            data-reaction={mark}
            style={{
              left: `clamp(56px, ${x * 100}%, 100% - 56px)`,
              top: `clamp(24px, ${y * 100}%, 100% - 24px)`,
            }}
          >
            <span className={styles.float} style={{ background: colourVar(member?.colour ?? 'slate') }}>
              <Icon className={styles.icon} data-mark={mark} />
              {member?.name ?? 'Someone'}
            </span>
          </span>
        );
      })}
    </div>
  );
}
