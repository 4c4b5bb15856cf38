'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design, SeedDesignSource } from '@toile/room';
import { type FormEvent, useState } from 'react';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { ExplorePanel } from '../explore/explore-panel.js';
import { parseSeed } from '../sources/seed.js';
import { recentSeeds } from './recent-seeds.js';
import { RecentSeeds } from './recent-seeds-row.js';
import { SeedBar } from './seed-bar.js';
import { SeedGrid, type WallTarget } from './seed-grid.js';
import type { WallKind } from './seed-wall.js';
import styles from './seeds.module.css';
import { useSeedActions } from './use-seed-actions.js';

interface SeedsPanelProps {
  design: Design | null;
  pack: PackSummary;
  onSelect: (designId: string) => void;
  onClose: () => void;
}

/** Every garment that the pack knows by number, as an endless wall by category. */
export function SeedsPanel({ design, pack, onSelect, onClose }: SeedsPanelProps) {
  const { edit } = useRights();
  const { categories } = pack.manifest;
  const [kind, setKind] = useState<WallKind>(categories.length === 0 ? null : (design?.a.category ?? 0));
  const [active, setActive] = useState<SeedDesignSource | null>(null);
  const [target, setTarget] = useState<WallTarget | null>(null);
  const [draft, setDraft] = useState('');
  const [recent, setRecent] = useState(() => recentSeeds(pack.manifest.id));
  const actions = useSeedActions(design, pack, onSelect, setRecent);
  const problem = draft !== '' && parseSeed(draft) === null;

  const jump = (event: FormEvent) => {
    event.preventDefault();
    const seed = parseSeed(draft);
    if (seed === null) return;
    const category = kind === 'all' ? 0 : kind;
    const source = { kind: 'seed', seed, category } as const;
    setTarget({ source, focus: true });
    setActive(source);
  };
  const choose = (next: WallKind) => {
    setKind(next);
    if (active === null) return;
    const source = typeof next === 'number' ? { ...active, category: next } : active;
    setActive(source);
    // Another order of places; of another category the same numbers stay in sight.
    if ((next === 'all') !== (kind === 'all')) setTarget({ source, focus: false });
  };

  return (
    <ExplorePanel
      title="Seeds"
      description="An endless wall of garments by number. Choose one to mix into the design, or put it on the rack."
      onClose={onClose}
      tools={
        <form className={styles.jump} onSubmit={jump}>
          <input
            aria-label="Seed number"
            inputMode="numeric"
            autoComplete="off"
            placeholder="Number"
            value={draft}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => setDraft(event.target.value)}
          />
          <Button type="submit" disabled={draft === '' || problem}>
            Go
          </Button>
        </form>
      }
    >
      <div className={styles.body}>
        {categories.length > 0 ? (
          <fieldset className={styles.filters} aria-label="Category">
            <button
              ref={kind === 'all' ? inSight : undefined}
              type="button"
              aria-pressed={kind === 'all'}
              onClick={() => choose('all')}
            >
              All categories
            </button>
            {categories.map((name, index) => (
              <button
                key={name}
                ref={index === kind ? inSight : undefined}
                type="button"
                aria-pressed={index === kind}
                onClick={() => choose(index)}
              >
                {name}
              </button>
            ))}
          </fieldset>
        ) : null}
        <RecentSeeds recent={recent} pack={pack} active={active} onActive={setActive} />
        <SeedGrid
          // Another order of places is another wall.
          key={kind === 'all' ? 'all' : 'one'}
          pack={pack}
          kind={kind}
          active={active}
          target={target}
          onActive={setActive}
          actions={edit ? actions : null}
          mayTake={design !== null}
        />
        <SeedBar active={active} pack={pack} actions={edit ? actions : null} mayTake={design !== null} />
      </div>
    </ExplorePanel>
  );
}

/** The chosen category stands in sight, however many there are. */
const inSight = (button: HTMLElement | null) =>
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
