'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useElementSize } from '../../client/use-element-size.js';
import { SeedCell } from './seed-cell.js';
import { columnsIn, firstWindow, movedWindow, walk, windowAround } from './seed-window.js';
import { seedWords } from './seed-words.js';
import styles from './seeds.module.css';
import { useCalmScroll } from './use-calm-scroll.js';
import type { SeedActions } from './use-seed-actions.js';

interface SeedGridProps {
  pack: PackSummary;
  category: number | null;
  active: SeedDesignSource | null;
  /** Where to go; a new object each time. */
  target: { readonly seed: number } | null;
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
export function SeedGrid({ pack, category, active, target, onActive, actions, mayTake }: SeedGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scroller);
  const columns = columnsIn(width - paddingPx, cellPx, gapPx);
  const side = Math.floor((width - paddingPx - gapPx * (columns - 1)) / columns);
  const rowPx = side + captionPx + gapPx;
  const [seeds, setSeeds] = useState(firstWindow);
  const rows = useVirtualizer({
    count: Math.ceil(seeds.count / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 2,
  });
  const calm = useCalmScroll(scroller, height);
  const sourceOf = (seed: number): SeedDesignSource => ({ kind: 'seed', seed, category });
  const rowOf = (seed: number) => Math.floor((seed - seeds.start) / columns);

  // Another width: rows of another height, with the same seed at the top.
  const top = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the layout's own numbers move the wall.
  useLayoutEffect(() => {
    const seed = top.current;
    rows.measure();
    rows.scrollToIndex(rowOf(seed), { align: 'start' });
  }, [columns, rowPx]);

  const [firstRow, lastRow] = [rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0];
  useEffect(() => {
    top.current = seeds.start + firstRow * columns;
    const next = movedWindow(seeds, { firstRow, lastRow, columns });
    if (!next || !scroller.current || width === 0) return;
    scroller.current.scrollTop += ((seeds.start - next.start) / columns) * rowPx;
    setSeeds(next);
  }, [seeds, firstRow, lastRow, columns, rowPx, width]);

  // A jump: into a window around its seed, then to its row.
  const [arriving, setArriving] = useState<number | null>(null);
  useEffect(() => {
    if (!target) return;
    setSeeds(target.seed < firstWindow.count / 2 ? firstWindow : windowAround(target.seed));
    setArriving(target.seed);
  }, [target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the window is there.
  useEffect(() => {
    if (arriving === null) return;
    rows.scrollToIndex(rowOf(arriving), { align: 'center' });
    setArriving(null);
    scroller.current?.focus({ preventScroll: true });
  }, [arriving, seeds]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = active?.seed ?? top.current;
    const to = active
      ? walk(from, event.key, columns, Math.floor(height / rowPx))
      : walkFromNothing(event.key, from);
    const key = event.key.toLowerCase();
    if (to !== null) {
      onActive(sourceOf(to));
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
      aria-label={`Seeds${category === null ? '' : ` of ${pack.manifest.categories[category]}`}`}
      aria-activedescendant={active ? cellId(active.seed) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {width === 0
          ? null
          : rows.getVirtualItems().map((row) => (
              <div
                key={seeds.start + row.index * columns}
                className={styles.row}
                role="presentation"
                style={{
                  transform: `translateY(${row.start}px)`,
                  gridTemplateColumns: `repeat(${columns}, ${side}px)`,
                  gap: gapPx,
                }}
              >
                {Array.from({ length: columns }, (_, column) => row.index * columns + column)
                  .filter((place) => place < seeds.count)
                  .map((place) => {
                    const source = sourceOf(seeds.start + place);
                    return (
                      <SeedCell
                        key={source.seed}
                        id={cellId(source.seed)}
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

const cellId = (seed: number) => `toile-seed-${seed}`;
const walkFromNothing = (key: string, seed: number) => (key.startsWith('Arrow') ? seed : null);
