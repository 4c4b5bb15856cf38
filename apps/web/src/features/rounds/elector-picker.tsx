'use client';

import { mayVote } from '@toile/protocol';
import { useRoomState } from '../../client/use-room.js';
import { Face } from '../presence/face.js';
import { personOfMember } from '../presence/person.js';
import styles from './elector-picker.module.css';

/** The people who may vote in a round, chosen one by one. */
export function ElectorPicker({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (memberIds: string[]) => void;
}) {
  const members = useRoomState((state) => state.members);
  return (
    <ul className={styles.people} aria-label="People who may vote">
      {members
        .filter(({ role }) => mayVote(role))
        .map((member) => (
          <li key={member.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(member.id)}
                onChange={(event) =>
                  onChoose(
                    event.target.checked ? [...chosen, member.id] : chosen.filter((id) => id !== member.id),
                  )
                }
              />
              <Face person={personOfMember(member)} size="small" />
              {member.name}
            </label>
          </li>
        ))}
    </ul>
  );
}
