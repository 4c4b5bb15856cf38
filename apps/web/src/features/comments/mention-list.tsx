'use client';

import type { Member } from '@toile/protocol';
import { useRoomState } from '../../client/use-room.js';
import { Face } from '../presence/face.js';
import { personOfMember } from '../presence/person.js';
import styles from './composer.module.css';

interface MentionListProps {
  id: string;
  members: readonly Pick<Member, 'id' | 'name'>[];
  active: number;
  onPick: (member: Pick<Member, 'id' | 'name'>) => void;
}

/** The members that a mention may mean, under the text box that keeps the focus. */
export function MentionList({ id, members, active, onPick }: MentionListProps) {
  const all = useRoomState((state) => state.members);
  return (
    <div className={styles.mentions} role="listbox" id={id} aria-label="Members">
      {members.map((member, index) => {
        const whole = all.find((one) => one.id === member.id);
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text box, which names the active option.
          // biome-ignore lint/a11y/useKeyWithClickEvents: likewise, Enter picks it there.
          <div
            key={member.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            // The text box must not lose the focus before the click.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(member)}
          >
            {whole ? <Face person={personOfMember(whole)} size="small" /> : null}
            {member.name}
          </div>
        );
      })}
    </div>
  );
}
