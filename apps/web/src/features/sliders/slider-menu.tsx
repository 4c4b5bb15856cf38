'use client';

import { LockKeyhole, LockKeyholeOpen, RotateCcw } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import menu from '../controls/menu.module.css';
import type { Lock } from './use-lock.js';
import type { Rest } from './use-rest.js';

interface SliderMenuProps {
  label: string;
  lock: Lock;
  /** Nothing here may be changed. */
  disabled: boolean;
  /** Null where it is at rest, or in somebody else's hand. */
  onReset: (() => void) | null;
  /** Of its group and of all sliders, under their names. */
  rests?: readonly { readonly name: string; readonly rest: Rest }[];
  /** The slider, as one element. */
  children: ReactNode;
}

/** What a right click on a slider offers, a finger that rests on its name, and Shift+F10 on its thumb. */
export function SliderMenu({ label, lock, disabled, onReset, rests = [], children }: SliderMenuProps) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild disabled={disabled}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className={menu.menu} collisionPadding={8} aria-label={label}>
          <ContextMenu.Item className={menu.item} disabled={onReset === null} onSelect={() => onReset?.()}>
            <RotateCcw /> Reset {label} <kbd>Del</kbd>
          </ContextMenu.Item>
          {rests.map(({ name, rest }) => (
            <ContextMenu.Item key={name} className={menu.item} disabled={!rest.possible} onSelect={rest.run}>
              <RotateCcw /> Reset {name}
            </ContextMenu.Item>
          ))}
          <ContextMenu.Separator className={menu.rule} />
          <ContextMenu.Item className={menu.item} onSelect={lock.toggle}>
            {lock.locked ? <LockKeyholeOpen /> : <LockKeyhole />} {lock.locked ? 'Unlock' : 'Lock'} {label}
          </ContextMenu.Item>
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
