'use client';

import type { Design } from '@toile/room';
import { EyeOff } from 'lucide-react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './scratch.module.css';
import { useIsSketch } from './use-scratch.js';

interface ScratchBannerProps {
  design: Design | null;
  onSelect: (designId: string) => void;
}

/** Over a private sketch: that nobody else sees it, and the two ways out. */
export function ScratchBanner({ design, onSelect }: ScratchBannerProps) {
  const { client } = useOpenRoom();
  const parentId = useRoomState((state) => state.scratch?.parentId ?? null);
  const sketch = useIsSketch(design);
  const attempt = useAttempt();
  const toast = useToast();
  if (!design || !sketch) return null;

  const put = () =>
    attempt(() => {
      client.undo.stopCapturing();
      const name = design.name;
      onSelect(client.putScratch());
      toast({ text: `${name} is on the rack: everyone sees it now.` });
    });
  const discard = () => {
    const { id: _id, order: _order, ...fields } = design;
    client.discardScratch();
    if (parentId !== null) onSelect(parentId);
    toast({
      text: 'The sketch is gone.',
      action: { label: 'Bring it back', run: () => onSelect(client.beginScratch(fields, parentId)) },
    });
  };

  return (
    <div className={styles.banner} role="status">
      <EyeOff />
      <span className={styles.words}>Only you see this.</span>
      <Button tone="solid" className={styles.put} onClick={put}>
        Put on the rack
      </Button>
      <Button tone="quiet" className={styles.discard} onClick={discard}>
        Discard
      </Button>
    </div>
  );
}
