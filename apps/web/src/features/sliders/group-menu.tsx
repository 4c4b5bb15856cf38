'use client';

import { Ellipsis, RotateCcw } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import menu from '../controls/menu.module.css';
import styles from './slider-tools.module.css';
import type { Rest } from './use-rest.js';

/** Beside the name of a group of sliders: puts all of it to rest, or every slider of the design. */
export function GroupMenu({ title, group, all }: { title: string; group: Rest; all: Rest }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.tool} aria-label={`More for ${title.toLowerCase()}`}>
        <Ellipsis />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item className={menu.item} disabled={!group.possible} onSelect={group.run}>
            <RotateCcw /> Reset {title.toLowerCase()}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} disabled={!all.possible} onSelect={all.run}>
            <RotateCcw /> Reset all sliders
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
