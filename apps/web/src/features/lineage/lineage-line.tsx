'use client';

import type { Design } from '@toile/room';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { counted } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { HistoryThumb } from '../history/history-thumb.js';
import { useLookingBack } from '../history/looking-back.js';
import { useRestoreVersion } from '../history/use-restore.js';
import styles from './lineage-line.module.css';
import { familySize, type LineageNode } from './lineage-tree.js';
import { useFamily } from './use-family.js';

/** Beside the title: "from Sunday no. 3 · 12 steps"; opens the family tree of the design. */
export function LineageLine({ design }: { design: Design }) {
  const { history } = useLookingBack();
  const family = useFamily(design);
  const [open, setOpen] = useState(false);
  const steps = Math.max(0, (history?.total ?? 0) - 1);
  const parent = family && parentOf(design.id, family);
  const words = [
    parent ? `from ${parent.design.name}` : design.lineage?.how === 'paste' ? 'from a pasted recipe' : '',
    steps > 0 ? counted(steps, 'step') : '',
  ].filter((part) => part !== '');
  if (words.length === 0) return null;
  if (!family || familySize(family) < 2) return <span className={styles.line}>{words.join(' · ')}</span>;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={styles.line} aria-label={`Lineage: ${words.join(', ')}`}>
        {words.join(' · ')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          align="start"
          sideOffset={8}
          collisionPadding={12}
          aria-label={`Lineage of ${design.name}`}
        >
          <ul className={styles.tree}>
            <Node node={family} current={design.id} onLeave={() => setOpen(false)} />
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const howWords = { copy: 'copy', child: 'child', branch: 'branch', paste: 'pasted' } as const;

function Node({ node, current, onLeave }: { node: LineageNode; current: string; onLeave: () => void }) {
  const { select } = useLookingBack();
  const { edit } = useRights();
  const pack = useRoomState((state) => state.pack);
  const { design, gone, how, children } = node;
  const here = design.id === current;
  const inner = (
    <>
      <span className={styles.picture}>
        <HistoryThumb design={design} pack={pack} />
      </span>
      <span className={styles.name}>
        {design.name}
        <small>{[how && howWords[how], gone && 'off the rack'].filter(Boolean).join(', ')}</small>
      </span>
    </>
  );
  return (
    <li>
      <div className={styles.node} data-gone={gone} data-here={here}>
        {gone ? (
          <span className={styles.card}>{inner}</span>
        ) : (
          <button
            type="button"
            className={styles.card}
            aria-current={here ? 'true' : undefined}
            onClick={() => {
              select(design.id);
              onLeave();
            }}
          >
            {inner}
          </button>
        )}
        {gone && edit ? <BringBack designId={design.id} /> : null}
      </div>
      {children.length > 0 ? (
        <ul>
          {children.map((child) => (
            <Node key={child.design.id} node={child} current={current} onLeave={onLeave} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function BringBack({ designId }: { designId: string }) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const restoreVersion = useRestoreVersion();
  const bringBack = () =>
    attempt(async () => {
      const { versions } = await client.history.versions({ designId, limit: 1 });
      if (versions[0]) await restoreVersion(versions[0]);
    });
  return (
    <Button tone="quiet" className={styles.back} onClick={bringBack}>
      Bring back
    </Button>
  );
}

/** The node that `designId` hangs under. */
function parentOf(designId: string, node: LineageNode): LineageNode | null {
  if (node.children.some(({ design }) => design.id === designId)) return node;
  for (const child of node.children) {
    const found = parentOf(designId, child);
    if (found) return found;
  }
  return null;
}
