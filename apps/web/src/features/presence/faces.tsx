'use client';

import { Eye, Users } from 'lucide-react';
import type { ComponentProps } from 'react';
import { usePhone } from '../../client/use-phone.js';
import { useRoomState } from '../../client/use-room.js';
import { Tip } from '../controls/tip.js';
import { Face } from './face.js';
import styles from './faces.module.css';
import { PeopleMenu } from './people-menu.js';
import { type Person, roleWords } from './person.js';
import { useFollowerIds, useOnlinePeople } from './use-people.js';

const shownFaces = 5;

/** Who is here, as faces: each opens what can be done about them, the last button the list of people. */
export function Faces({ onOpen }: { onOpen: () => void }) {
  const people = useOnlinePeople();
  const members = useRoomState((state) => state.members);
  const me = useRoomState((state) => state.me?.id);
  const followers = useFollowerIds();
  const phone = usePhone();
  const shown = people.slice(0, shownFaces);
  const more = people.length - shown.length;
  const label = `People: ${people.map(({ name }) => name).join(', ')}`;
  const words = ({ id, name, role }: Person) =>
    [
      `${name}${id === me ? ' (you)' : ''}`,
      role ? roleWords[role].title : 'guest',
      ...(followers.includes(id) ? ['follows you'] : []),
    ].join(', ');

  // Thumbs need more than a face each: one button, and the list has everything that the menus have.
  if (phone) {
    return (
      <button type="button" className={styles.faces} onClick={onOpen} aria-label={label}>
        {shown.map((person) => (
          <span key={person.id} className={styles.place}>
            <Face person={person} />
            {followers.includes(person.id) ? <FollowsMark /> : null}
          </span>
        ))}
        {more > 0 ? <span className={styles.more}>+{more}</span> : null}
      </button>
    );
  }
  return (
    <div className={styles.faces}>
      {shown.map((person) => {
        const member = members.find(({ id }) => id === person.id);
        return member ? (
          <PeopleMenu key={person.id} people={[member]} align="end">
            <FaceButton label={words(person)}>
              <Face person={person} />
              {followers.includes(person.id) ? <FollowsMark /> : null}
            </FaceButton>
          </PeopleMenu>
        ) : null;
      })}
      <Tip text="Everybody in the room">
        <button type="button" className={styles.all} onClick={onOpen} aria-label={label}>
          {more > 0 ? `+${more}` : <Users />}
        </button>
      </Tip>
    </div>
  );
}

const FollowsMark = () => (
  <span className={styles.follows}>
    <Eye aria-hidden="true" />
  </span>
);

function FaceButton({ label, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <Tip text={label}>
      <button type="button" className={styles.place} aria-label={label} {...rest} />
    </Tip>
  );
}
