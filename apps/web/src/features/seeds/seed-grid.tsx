'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useElementSize } from '../../client/use-element-size.js';
import { SeedCell } from './seed-cell.js';
import { seedWall, type WallKind } from './seed-wall.js';
import { columnsIn, firstWindow, movedWindow, walk, windowAround } from './seed-window.js';
import { seedWords } from './seed-words.js';
import styles from './seeds.module.css';
import { useCalmScroll } from './use-calm-scroll.js';
import type { SeedActions } from './use-seed-actions.js';

export interface WallTarget {
  readonly source: SeedDesignSource;
  readonly focus: boolean;
}

interface SeedGridProps {
  pack: PackSummary;
  kind: WallKind;
  active: SeedDesignSource | null;
  /** Where to go, and whether the focus goes along; a new object each time. */
  target: WallTarget | null;
  onActive: (source: SeedDesignSource) => void;
  /** Null for those who may only look. */
  actions: SeedActions | null;
  mayTake: boolean;
}

const cellPx = 104;
const gapPx = 10;
const captionPx = 22;
/** Of the scroller's own padding, left and right together. */
const paddingPx = 36;

/**
 * The wall: only what is in sight is in the document. Arrow keys walk, A and B take a garment as a source, Enter
 * puts it on the rack; the focus stays on the wall while the active cell moves.
 */
export function SeedGrid({ pack, kind, active, target, onActive, actions, mayTake }: SeedGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scroller);
  const columns = columnsIn(width - paddingPx, cellPx, gapPx);
  const side = Math.floor((width - paddingPx - gapPx * (columns - 1)) / columns);
  const rowPx = side + captionPx + gapPx;
  const wall = useMemo(() => seedWall(kind, pack.manifest.categories.length), [kind, pack]);
  const [places, setPlaces] = useState(firstWindow);
  const rows = useVirtualizer({
    count: Math.ceil(places.count / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 2,
  });
  const calm = useCalmScroll(scroller, height);
  const rowOf = (place: number) => Math.floor((place - places.start) / columns);

  // Another width: rows of another height, with the same place at the top.
  const top = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the layout's own numbers move the wall.
  useLayoutEffect(() => {
    rows.measure();
    rows.scrollToIndex(rowOf(top.current), { align: 'start' });
  }, [columns, rowPx]);

  const [arriving, setArriving] = useState<number | null>(null);
  const [firstRow, lastRow] = [rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows in sight say that it has moved.
  useEffect(() => {
    // On the way to another place these rows are of the window that is left.
    const element = scroller.current;
    if (arriving !== null || !element || width === 0) return;
    // Where it stands now: the rows that are known may be of before a jump, whose scrolling is not told yet.
    const first = Math.floor(element.scrollTop / rowPx);
    const last = Math.ceil((element.scrollTop + height) / rowPx);
    top.current = places.start + first * columns;
    const next = movedWindow(places, { firstRow: first, lastRow: last, columns }, wall.end);
    if (!next) return;
    element.scrollTop += ((places.start - next.start) / columns) * rowPx;
    setPlaces(next);
  }, [places, firstRow, lastRow, columns, rowPx, width, height, wall.end, arriving]);

  // A jump: into a window around its place, then to its row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another category of the same numbers is no jump.
  useEffect(() => {
    if (!target) return;
    const place = wall.placeOf(target.source);
    setPlaces(place < firstWindow.count / 2 ? firstWindow : windowAround(place, wall.end));
    setArriving(place);
  }, [target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the window is there.
  useEffect(() => {
    if (arriving === null) return;
    rows.scrollToIndex(rowOf(arriving), { align: 'center' });
    setArriving(null);
    if (target?.focus) scroller.current?.focus({ preventScroll: true });
  }, [arriving, places]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = active ? wall.placeOf(active) : top.current;
    const to = active
      ? walk(from, event.key, columns, Math.floor(height / rowPx), wall.end)
      : walkFromNothing(event.key, from);
    const key = event.key.toLowerCase();
    if (to !== null) {
      onActive(wall.sourceAt(to));
      rows.scrollToIndex(rowOf(to), { align: 'auto' });
    } else if (actions && active && mayTake && (key === 'a' || key === 'b')) actions.take(key, active);
    else if (actions && active && key === 'enter') actions.hang(active);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={styles.wall}
      role="listbox"
      aria-label={`Seeds${kind === null ? '' : ` of ${kind === 'all' ? 'all categories' : pack.manifest.categories[kind]}`}`}
      aria-activedescendant={active ? cellId(active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {width === 0
          ? null
          : rows.getVirtualItems().map((row) => (
              <div
                key={places.start + row.index * columns}
                className={styles.row}
                role="presentation"
                style={{
                  transform: `translateY(${row.start}px)`,
                  gridTemplateColumns: `repeat(${columns}, ${side}px)`,
                  gap: gapPx,
                }}
              >
                {Array.from({ length: columns }, (_, column) => row.index * columns + column)
                  .filter((place) => place < places.count)
                  .map((place) => {
                    const source = wall.sourceAt(places.start + place);
                    return (
                      <SeedCell
                        key={cellId(source)}
                        id={cellId(source)}
                        caption={kind === 'all' ? seedWords(source, pack) : String(source.seed)}
                        source={source}
                        words={seedWords(source, pack)}
                        pack={pack}
                        sidePx={side}
                        active={active?.seed === source.seed && active.category === source.category}
                        calm={calm}
                        actions={actions}
                        mayTake={mayTake}
                        onActive={onActive}
                      />
                    );
                  })}
              </div>
            ))}
      </div>
    </div>
  );
}

const cellId = ({ seed, category }: SeedDesignSource) => `toile-seed-${seed}-${category ?? ''}`;
const walkFromNothing = (key: string, place: number) => (key.startsWith('Arrow') ? place : null);
