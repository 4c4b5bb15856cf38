'use client';

import type { Design } from '@toile/room';
import { Lock, LockOpen } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import menu from '../controls/menu.module.css';
import { useAttempt } from '../controls/use-attempt.js';

/** In a card's menu: the host keeps a design as it is. Nothing for everybody else. */
export function LockItem({ design }: { design: Design }) {
  const { client } = useOpenRoom();
  const { host } = useRights();
  const locked = useRoomState(({ locks }) => Object.hasOwn(locks.designs, design.id));
  const attempt = useAttempt();
  if (!host) return null;
  return (
    <DropdownMenu.Item
      className={menu.item}
      onSelect={() => attempt(() => client.lockDesign(design.id, !locked))}
    >
      {locked ? <LockOpen /> : <Lock />} {locked ? 'Unlock for everyone' : 'Lock for everyone'}
    </DropdownMenu.Item>
  );
}
