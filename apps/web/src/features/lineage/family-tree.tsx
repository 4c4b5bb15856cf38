'use client';

import { useOpenRoom } from '../../client/room-context.js';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { HistoryThumb } from '../history/history-thumb.js';
import { useLookingBack } from '../history/looking-back.js';
import { useRestoreVersion } from '../history/use-restore.js';
import styles from './family-tree.module.css';
import type { LineageNode } from './lineage-tree.js';

interface FamilyTreeProps {
  family: LineageNode;
  /** The id of the design on the stage. */
  current: string;
  /** Another one was chosen. */
  onLeave?: () => void;
}

/** A family from its first ancestor down; a click puts one on the stage, and what has left the rack can be brought back. */
export function FamilyTree({ family, current, onLeave = () => undefined }: FamilyTreeProps) {
  return (
    <ul className={styles.tree}>
      <Node node={family} current={current} onLeave={onLeave} />
    </ul>
  );
}

const howWords = { copy: 'copy', child: 'child', branch: 'branch', paste: 'pasted' } as const;

function Node({ node, current, onLeave }: { node: LineageNode; current: string; onLeave: () => void }) {
  const { select } = useLookingBack();
  const { edit } = useRights();
  const { design, gone, how, children } = node;
  const here = design.id === current;
  const inner = (
    <>
      <span className={styles.picture}>
        <HistoryThumb design={design} />
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
