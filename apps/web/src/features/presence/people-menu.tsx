'use client';

import type { Member } from '@toile/protocol';
import { ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../controls/dialog.js';
import menu from '../controls/menu.module.css';
import { Face } from './face.js';
import { MemberQuestion, type MemberStep } from './member-question.js';
import { personOfMember } from './person.js';
import { PersonItems } from './person-items.js';

interface PeopleMenuProps {
  people: readonly Member[];
  align?: 'start' | 'end';
  /** The button that opens it. */
  children: ReactNode;
}

/** The menu behind a face, or behind a few that stand together: then one for each. */
export function PeopleMenu({ people, align = 'start', children }: PeopleMenuProps) {
  const [asked, setAsked] = useState<{ member: Member; step: MemberStep } | null>(null);
  const [only] = people;
  const items = (member: Member) => (
    <PersonItems member={member} onStep={(step) => setAsked({ member, step })} />
  );
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align={align} sideOffset={6} collisionPadding={8}>
            {only && people.length === 1
              ? items(only)
              : people.map((member) => (
                  <DropdownMenu.Sub key={member.id}>
                    <DropdownMenu.SubTrigger className={menu.item}>
                      <Face person={personOfMember(member)} size="small" /> {member.name}
                      <ChevronRight style={{ marginLeft: 'auto' }} />
                    </DropdownMenu.SubTrigger>
                    <DropdownMenu.Portal>
                      <DropdownMenu.SubContent className={menu.menu} sideOffset={4} collisionPadding={8}>
                        {items(member)}
                      </DropdownMenu.SubContent>
                    </DropdownMenu.Portal>
                  </DropdownMenu.Sub>
                ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Dialog
        title={asked?.step === 'remove' ? `Remove ${asked.member.name}?` : 'Hand the room over?'}
        description={asked?.step === 'remove' ? 'Their designs and votes stay.' : 'A room has one host.'}
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
      >
        {asked ? <MemberQuestion {...asked} onEnd={() => setAsked(null)} /> : null}
      </Dialog>
    </>
  );
}
