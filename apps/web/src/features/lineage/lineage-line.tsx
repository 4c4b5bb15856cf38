'use client';

import type { Design } from '@toile/room';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { counted } from '../../client/relative-time.js';
import { useLookingBack } from '../history/looking-back.js';
import { FamilyTree } from './family-tree.js';
import styles from './lineage-line.module.css';
import { familySize, type LineageNode, parentIn } from './lineage-tree.js';
import { useFamily } from './use-family.js';

/** In the history: "from Sunday no. 3 · 12 steps"; opens the family tree of the design. */
export function LineageLine({ design }: { design: Design }) {
  const family = useFamily(design);
  const words = useLineageWords(design, family);
  const [open, setOpen] = useState(false);
  if (words === '') return null;
  if (!hasFamily(family)) return <span className={styles.line}>{words}</span>;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={styles.line} aria-label={`Lineage: ${words}`}>
        {words}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={`Lineage of ${design.name}`}
        >
          <FamilyTree family={family} current={design.id} onLeave={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** There is more in it than the design itself. */
export const hasFamily = (family: LineageNode | null): family is LineageNode =>
  family !== null && familySize(family) > 1;

/** Where a design comes from and how many steps it took since; empty where there is nothing to say. */
export function useLineageWords(design: Design, family: LineageNode | null): string {
  const { history } = useLookingBack();
  const steps = Math.max(0, (history?.total ?? 0) - 1);
  const parent = family && parentIn(family, design.id);
  const from = parent
    ? `from ${parent.design.name}`
    : design.lineage?.how === 'paste'
      ? 'from a pasted recipe'
      : '';
  return [from, steps > 0 ? counted(steps, 'step') : ''].filter((part) => part !== '').join(' · ');
}
