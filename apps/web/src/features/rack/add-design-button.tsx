'use client';

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { newDesign } from './new-design.js';

interface AddDesignButtonProps {
  onAdded: (designId: string) => void;
  tone?: 'solid' | 'line';
  /** Words on the button; an icon named "Add a design" without them. */
  children?: ReactNode;
}

/** Hangs a new design at the end of the rack. */
export function AddDesignButton({ onAdded, tone, children }: AddDesignButtonProps) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const add = () =>
    attempt(() => {
      client.undo.stopCapturing();
      const fields = newDesign(client.state.pack, client.rack, Math.random, randomSeed);
      onAdded(client.edit.create(fields));
      client.undo.stopCapturing();
    });
  if (children === undefined) {
    return (
      <IconButton label="Add a design" onClick={add}>
        <Plus />
      </IconButton>
    );
  }
  return (
    <Button tone={tone ?? 'line'} onClick={add}>
      {children}
    </Button>
  );
}
