'use client';

import { type Design, designOfState, readState } from '@toile/room';
import { useEffect, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRack, useRoomState } from '../../client/use-room.js';
import { type LineageNode, lineageTree } from './lineage-tree.js';

/** Ancestors that are looked for past the rack, one after the other. */
const mostGone = 24;

/** The family of a design, its ancestors that have left the rack included as soon as they are read. */
export function useFamily(design: Design | null): LineageNode | null {
  const { client } = useOpenRoom();
  const rack = useRack();
  const online = useRoomState((state) => state.connection === 'online');
  /** Null: nobody knows it any more. */
  const [gone, setGone] = useState<ReadonlyMap<string, Design | null>>(new Map());
  const missing = design && online ? missingAncestor(design, rack, gone) : null;

  useEffect(() => {
    if (missing === null || gone.size >= mostGone) return;
    let left = false;
    client.history.versions({ designId: missing, limit: 1 }).then(
      ({ versions: [last] }) => {
        const found = last ? designOfState(missing, readState(last.state)) : null;
        if (!left) setGone((before) => new Map(before).set(missing, found));
      },
      // Without a connection the family is shown as far as it is known; the next one asks again.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [client, missing, gone]);

  return useMemo(() => {
    const known = new Map([...gone].flatMap(([id, found]) => (found ? [[id, found] as const] : [])));
    return design && lineageTree(design.id, rack, known);
  }, [design, rack, gone]);
}

/** The nearest ancestor that is neither on the rack nor read yet. */
function missingAncestor(
  design: Design,
  rack: readonly Design[],
  gone: ReadonlyMap<string, Design | null>,
): string | null {
  const seen = new Set<string>();
  for (let at: Design | null | undefined = design; at?.lineage?.parent && !seen.has(at.id); ) {
    seen.add(at.id);
    const parentId: string = at.lineage.parent;
    at = rack.find(({ id }) => id === parentId) ?? gone.get(parentId);
    if (at === undefined) return parentId;
  }
  return null;
}
