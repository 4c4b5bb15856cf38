'use client';

import { cameWithArchive, type Member } from '@toile/protocol';
import { useMemo } from 'react';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Face } from './face.js';
import { useFollow } from './follow.js';
import { useHiddenCursor } from './hidden-cursor.js';
import { MemberActions } from './member-actions.js';
import styles from './people-list.module.css';
import { personOfMember, roleWords } from './person.js';
import { useFollowerIds } from './use-people.js';

/** Everybody who ever joined, those here first and names from an archive last; the host changes roles and shows people out. */
export function PeopleList() {
  const members = useRoomState((state) => state.members);
  const online = useRoomState((state) => state.online);
  const me = useRoomState((state) => state.me);
  const room = useRoomState((state) => state.room);
  const { host } = useRights();
  const { followed, follow } = useFollow();
  const followers = useFollowerIds();
  const [hidden, setHidden] = useHiddenCursor();
  const sorted = useMemo(() => {
    const rank = (member: Member) => {
      if (member.id === me?.id) return 0;
      if (online.includes(member.id)) return 1;
      return room && cameWithArchive(member, room) ? 3 : 2;
    };
    return members.toSorted((one, other) => rank(one) - rank(other) || one.joinedAtMs - other.joinedAtMs);
  }, [members, online, me, room]);

  return (
    <ul className={styles.people}>
      {sorted.map((member) => {
        const here = online.includes(member.id);
        const mine = member.id === me?.id;
        const archived = room !== null && cameWithArchive(member, room);
        return (
          <li key={member.id} className={styles.person} data-here={here || mine}>
            <Face person={personOfMember(member)} />
            <div className={styles.who}>
              <b>
                {member.name}
                {mine ? <span> (you)</span> : null}
              </b>
              <span>
                {archived
                  ? 'from the archive'
                  : `${here || mine ? 'here' : 'away'} · ${roleWords[member.role].title}`}
                {followers.includes(member.id) ? ' · follows you' : ''}
              </span>
            </div>
            {mine ? (
              <Button tone="quiet" aria-pressed={hidden} onClick={() => setHidden(!hidden)}>
                {hidden ? 'Show my cursor' : 'Hide my cursor'}
              </Button>
            ) : null}
            {here && !mine ? (
              <Button tone="quiet" onClick={() => follow(followed?.id === member.id ? null : member.id)}>
                {followed?.id === member.id ? 'Stop following' : 'Follow'}
              </Button>
            ) : null}
            {host && !mine && member.role !== 'host' ? (
              <MemberActions member={member} archived={archived} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
