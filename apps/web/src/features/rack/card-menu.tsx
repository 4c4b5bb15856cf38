'use client';

import type { Design } from '@toile/room';
import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { IconButton } from '../controls/icon-button.js';
import menu from '../controls/menu.module.css';
import { LockItem } from '../locks/lock-item.js';
import type { RackActions } from './use-rack-actions.js';

interface CardMenuProps {
  design: Design;
  first: boolean;
  last: boolean;
  /** Not locked for this person. */
  mayChange: boolean;
  actions: RackActions;
  onRename: () => void;
}

/** Everything that can be done to a card, for those who do not drag. */
export function CardMenu({ design, first, last, mayChange, actions, onRename }: CardMenuProps) {
  const renaming = useRef(false);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label={`More for ${design.name}`}>
          <Ellipsis />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={menu.menu}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          // Renaming puts the focus into its text box; everything else gives it back to the button.
          onCloseAutoFocus={(event) => {
            if (!renaming.current) return;
            renaming.current = false;
            event.preventDefault();
            onRename();
          }}
        >
          <DropdownMenu.Item
            className={menu.item}
            disabled={!mayChange}
            onSelect={() => {
              renaming.current = true;
            }}
          >
            <Pencil /> Rename <kbd>F2</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} onSelect={() => actions.duplicate(design)}>
            <Copy /> Duplicate
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={menu.item}
            disabled={first}
            onSelect={() => actions.moveBy(design, -1)}
          >
            <ArrowUp /> Move up <kbd>Alt ↑</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} disabled={last} onSelect={() => actions.moveBy(design, 1)}>
            <ArrowDown /> Move down <kbd>Alt ↓</kbd>
          </DropdownMenu.Item>
          <LockItem design={design} />
          <DropdownMenu.Separator className={menu.rule} />
          <DropdownMenu.Item
            className={`${menu.item} ${menu.danger}`}
            disabled={!mayChange}
            onSelect={() => actions.remove(design)}
          >
            <Trash2 /> Delete <kbd>Del</kbd>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
