'use client';

import { useRef } from 'react';
import { useRack, useRights, useRoomState } from '../../client/use-room.js';
import { CardCursors } from '../presence/card-cursors.js';
import { type Looker, useLookers } from '../presence/use-people.js';
import { ScratchCard } from '../scratch/scratch-card.js';
import { useSeedDrop } from '../seeds/seed-drag.js';
import { useSeedActions } from '../seeds/use-seed-actions.js';
import { AddDesignButton } from './add-design-button.js';
import styles from './rack.module.css';
import { RackCard } from './rack-card.js';
import { useCardDrag } from './use-card-drag.js';
import { useRackActions } from './use-rack-actions.js';
import { useRackCursor } from './use-rack-cursor.js';

const nobody: readonly Looker[] = [];

interface RackProps {
  selectedId: string | null;
  onSelect: (designId: string) => void;
}

/** The designs of the room, in an order that everybody shares. */
export function Rack({ selectedId, onSelect }: RackProps) {
  const rack = useRack();
  const synced = useRoomState((state) => state.synced);
  const { edit } = useRights();
  const lookers = useLookers();
  const actions = useRackActions(onSelect);
  const cursor = useRackCursor();
  const list = useRef<HTMLUListElement>(null);
  const ids = rack.map(({ id }) => id);
  const { drag, handlers } = useCardDrag(
    ids,
    () => [...(list.current?.children ?? [])] as HTMLElement[],
    (id, toIndex) => {
      const design = rack.find((one) => one.id === id);
      if (design) actions.moveTo(design, toIndex);
    },
  );
  const pack = useRoomState((state) => state.pack);
  const seeds = useSeedActions(null, pack, onSelect);
  const drop = useSeedDrop(edit ? seeds.hang : null);
  const mark = drag ? dropMark(ids, drag.id, drag.toIndex) : null;

  return (
    <div className={styles.rack} data-over={drop.over} data-photo-aim="rack" {...drop.handlers}>
      <h2 className={styles.heading}>
        Rack
        {edit ? <AddDesignButton onAdded={onSelect} /> : null}
      </h2>
      <ScratchCard selectedId={selectedId} onSelect={onSelect} />
      {synced && rack.length === 0 ? (
        <p className={styles.empty}>
          The rack is empty.
          {edit ? ' Hang the first design with the + above.' : ' Designs appear here as editors add them.'}
        </p>
      ) : null}
      <ul ref={list} className={styles.list} data-dragging={drag !== null} {...cursor}>
        {rack.map((design, index) => (
          <li
            key={design.id}
            data-card={design.id}
            data-carried={drag?.id === design.id}
            data-drop={mark?.id === design.id ? mark.side : undefined}
            style={drag?.id === design.id ? { transform: `translateY(${drag.offsetPx}px)` } : undefined}
            {...(edit ? handlers(design.id) : {})}
          >
            <RackCard
              design={design}
              selected={design.id === selectedId}
              mayEdit={edit}
              first={index === 0}
              last={index === rack.length - 1}
              lookers={lookers.get(design.id) ?? nobody}
              actions={actions}
              onSelect={onSelect}
            />
            <CardCursors designId={design.id} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Beside which card the drop line is drawn. */
function dropMark(ids: readonly string[], carriedId: string, toIndex: number) {
  const others = ids.filter((id) => id !== carriedId);
  const next = others[toIndex];
  if (next !== undefined) return { id: next, side: 'before' };
  const last = others.at(-1);
  return last === undefined ? null : { id: last, side: 'after' };
}
