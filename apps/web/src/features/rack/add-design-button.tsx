'use client';

import type { PackSummary } from '@toile/protocol';
import { ChevronDown, ImagePlus, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import menu from '../controls/menu.module.css';
import { useAttempt } from '../controls/use-attempt.js';
import { usePhotoDesk } from '../photos/photo-desk.js';
import styles from './add-design-button.module.css';
import { newDesign } from './new-design.js';

interface AddDesignButtonProps {
  onAdded: (designId: string) => void;
  tone?: 'solid' | 'line';
  /** Words on the button; an icon named "Add a design" without them. */
  children?: ReactNode;
}

/** Hangs a new design at the end of the rack: drawn by the room's own model or another, or found in a photo. */
export function AddDesignButton({ onAdded, tone, children }: AddDesignButtonProps) {
  const { client } = useOpenRoom();
  const packs = useRoomState((state) => state.packs);
  const attempt = useAttempt();
  const photos = usePhotoDesk();
  const whyNoPhoto = photos.whyNot('rack');
  const add = (pack: PackSummary | null) =>
    attempt(() => {
      client.undo.stopCapturing();
      const fields = newDesign(pack, client.state, client.rack, Math.random, randomSeed);
      onAdded(client.edit.create(fields));
      client.undo.stopCapturing();
    });
  const addOwn = () => add(client.state.pack);
  if (children !== undefined) {
    return (
      <Button tone={tone ?? 'line'} onClick={addOwn}>
        {children}
      </Button>
    );
  }
  return (
    <span className={styles.ways}>
      <IconButton label="Add a design" onClick={addOwn}>
        <Plus />
      </IconButton>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <IconButton label="Other ways to add a design">
            <ChevronDown />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item
              className={menu.item}
              disabled={whyNoPhoto !== null}
              onSelect={() => photos.choose('rack')}
            >
              <ImagePlus />
              <span>
                From a photo…
                {whyNoPhoto ? <small className={menu.why}>{whyNoPhoto}</small> : null}
              </span>
            </DropdownMenu.Item>
            {packs.length > 1 ? (
              <>
                <DropdownMenu.Separator className={menu.rule} />
                {packs.map((pack, at) => (
                  <DropdownMenu.Item key={pack.manifest.id} className={menu.item} onSelect={() => add(pack)}>
                    <Plus /> {pack.manifest.title}
                    {at === 0 ? ' (this room’s)' : ''}
                  </DropdownMenu.Item>
                ))}
              </>
            ) : null}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </span>
  );
}
