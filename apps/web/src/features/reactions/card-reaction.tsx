'use client';

import { useRoomState } from '../../client/use-room.js';
import { colourVar } from '../presence/person.js';
import styles from './card-reaction.module.css';
import { markLook } from './reaction-marks.js';
import { useReactions } from './reactions.js';

/** On the card of a design that is on another stage: the last thing that somebody held up beside it. */
export function CardReaction({ designId }: { designId: string }) {
  const last = useReactions(designId).at(-1);
  const member = useRoomState((state) => state.members.find(({ id }) => id === last?.by));
  if (!last) return null;
  const { Icon } = markLook(last.mark);
  return (
    <span
      key={last.key}
      className={styles.mark}
      data-reaction={last.mark}
      style={{ background: colourVar(member?.colour ?? 'slate') }}
      aria-hidden="true"
    >
      <Icon data-mark={last.mark} />
    </span>
  );
}
