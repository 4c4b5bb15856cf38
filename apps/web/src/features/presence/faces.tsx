'use client';

import { useRoomState } from '../../client/use-room.js';
import { Tip } from '../controls/tip.js';
import { Face } from './face.js';
import styles from './faces.module.css';
import { roleWords } from './person.js';
import { useOnlinePeople } from './use-people.js';

const shownFaces = 5;

/** Who is here, as faces; opens the list of people. */
export function Faces({ onOpen }: { onOpen: () => void }) {
  const people = useOnlinePeople();
  const me = useRoomState((state) => state.me?.id);
  const shown = people.slice(0, shownFaces);
  const more = people.length - shown.length;

  return (
    <button
      type="button"
      className={styles.faces}
      onClick={onOpen}
      aria-label={`People: ${people.map(({ name }) => name).join(', ')}`}
    >
      {shown.map((person) => (
        <Tip
          key={person.id}
          text={`${person.name}${person.id === me ? ' (you)' : ''}, ${
            person.role ? roleWords[person.role].title : 'guest'
          }`}
        >
          <span className={styles.place}>
            <Face person={person} />
          </span>
        </Tip>
      ))}
      {more > 0 ? <span className={styles.more}>+{more}</span> : null}
    </button>
  );
}
