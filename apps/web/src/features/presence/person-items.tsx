'use client';

import { type Member, roles } from '@toile/protocol';
import { Check, Crown, Eye, Footprints, MousePointer2, UserMinus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRights, useRoomState } from '../../client/use-room.js';
import menu from '../controls/menu.module.css';
import { useFollow } from './follow.js';
import { useHiddenCursor } from './hidden-cursor.js';
import type { MemberStep } from './member-question.js';
import { roleWords } from './person.js';
import styles from './person-menu.module.css';
import { useSetRole } from './use-set-role.js';

interface PersonItemsProps {
  member: Member;
  /** A host wants to do what is asked about first. */
  onStep: (step: MemberStep) => void;
}

/** What can be done about one person: look where they look, follow them and, for hosts, decide what they may do. */
export function PersonItems({ member, onStep }: PersonItemsProps) {
  const me = useRoomState((state) => state.me?.id);
  const { host } = useRights();
  if (member.id === me) return <MyItems member={member} />;
  return (
    <>
      <FollowItems member={member} />
      {host && member.role !== 'host' ? <HostItems member={member} onStep={onStep} /> : null}
    </>
  );
}

function MyItems({ member }: { member: Member }) {
  const [hidden, setHidden] = useHiddenCursor();
  return (
    <>
      <DropdownMenu.Label className={styles.label}>
        {member.name} (you), {roleWords[member.role].title}
      </DropdownMenu.Label>
      <DropdownMenu.Item className={menu.item} onSelect={() => setHidden(!hidden)}>
        <MousePointer2 /> {hidden ? 'Show my cursor' : 'Hide my cursor'}
      </DropdownMenu.Item>
    </>
  );
}

function FollowItems({ member: { id, name, role } }: { member: Member }) {
  const { followed, follow, look, lookingAt } = useFollow();
  const design = lookingAt(id);
  const following = followed?.id === id;
  return (
    <>
      <DropdownMenu.Label className={styles.label}>
        {name}, {roleWords[role].title}
        {design ? <span> looks at {design.name}</span> : null}
      </DropdownMenu.Label>
      <DropdownMenu.Item className={menu.item} disabled={!design} onSelect={() => look(id)}>
        <Eye /> Look at what {name} sees
      </DropdownMenu.Item>
      <DropdownMenu.Item className={menu.item} onSelect={() => follow(following ? null : id)}>
        <Footprints /> {following ? `Stop following ${name}` : `Follow ${name}`}
      </DropdownMenu.Item>
    </>
  );
}

function HostItems({ member, onStep }: PersonItemsProps) {
  const { busy, setRole } = useSetRole(member);
  return (
    <>
      <DropdownMenu.Separator className={menu.rule} />
      <DropdownMenu.RadioGroup value={member.role}>
        {roles
          .filter((role) => role !== 'host')
          .toReversed()
          .map((role) => (
            <DropdownMenu.RadioItem
              key={role}
              value={role}
              className={menu.item}
              disabled={busy}
              onSelect={() => role !== member.role && setRole(role)}
            >
              <span className={styles.tick}>
                <DropdownMenu.ItemIndicator>
                  <Check />
                </DropdownMenu.ItemIndicator>
              </span>
              {roleWords[role].title}
            </DropdownMenu.RadioItem>
          ))}
      </DropdownMenu.RadioGroup>
      <DropdownMenu.Separator className={menu.rule} />
      <DropdownMenu.Item className={menu.item} onSelect={() => onStep('hand-over')}>
        <Crown /> Make {member.name} the host…
      </DropdownMenu.Item>
      <DropdownMenu.Item className={`${menu.item} ${menu.danger}`} onSelect={() => onStep('remove')}>
        <UserMinus /> Remove {member.name}…
      </DropdownMenu.Item>
    </>
  );
}
