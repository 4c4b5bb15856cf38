'use client';

import type { Design } from '@toile/room';
import { useCallback, useMemo, useState } from 'react';
import { useRack } from '../../client/use-room.js';

export type Which = 'this' | 'some' | 'rack';

export interface Chosen {
  readonly which: Which;
  readonly setWhich: (which: Which) => void;
  readonly rack: readonly Design[];
  /** The design on the stage. */
  readonly design: Design | null;
  readonly ticked: ReadonlySet<string>;
  readonly tick: (designId: string, ticked: boolean) => void;
  /** What is meant by all this, in rack order. */
  readonly designs: readonly Design[];
}

/** A choice of designs, following the rack: what leaves it is no longer chosen. */
export function useChosen(design: Design | null, first: Which = 'this'): Chosen {
  const rack = useRack();
  const [which, setWhich] = useState<Which>(design ? first : 'rack');
  const [marks, setMarks] = useState<ReadonlySet<string>>(() => new Set(design ? [design.id] : []));
  const tick = useCallback((designId: string, ticked: boolean) => {
    setMarks((before) => {
      const after = new Set(before);
      if (ticked) after.add(designId);
      else after.delete(designId);
      return after;
    });
  }, []);
  const ticked = useMemo(
    () => new Set(rack.map(({ id }) => id).filter((id) => marks.has(id))),
    [rack, marks],
  );
  const designs = useMemo(() => {
    if (which === 'rack') return rack;
    return which === 'some' ? rack.filter(({ id }) => ticked.has(id)) : design ? [design] : [];
  }, [which, rack, ticked, design]);
  return { which, setWhich, rack, design, ticked, tick, designs };
}
