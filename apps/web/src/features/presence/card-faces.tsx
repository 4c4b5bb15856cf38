'use client';

import { useRoomState } from '../../client/use-room.js';
import styles from './card-faces.module.css';
import { Face } from './face.js';
import { PeopleMenu } from './people-menu.js';
import type { Looker } from './use-people.js';

const shownFaces = 3;

/** Who looks at a design, on its card: one button, as small faces are too small to hit one by one. */
export function CardFaces({ lookers }: { lookers: readonly Looker[] }) {
  const members = useRoomState((state) => state.members);
  const people = members.filter((member) => lookers.some(({ id }) => id === member.id));
  if (people.length === 0) return null;
  const words = `Looking: ${lookers.map(({ name }) => name).join(', ')}`;
  return (
    <PeopleMenu people={people}>
      <button type="button" className={styles.faces} aria-label={words} title={words} data-still>
        {lookers.slice(0, shownFaces).map((looker) => (
          <Face key={looker.id} person={looker} size="small" dimmed={looker.stale} />
        ))}
      </button>
    </PeopleMenu>
  );
}
