'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design } from '@toile/room';
import { ArrowLeftRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useRack } from '../../client/use-room.js';
import fields from '../controls/field.module.css';
import { IconButton } from '../controls/icon-button.js';
import { ExplorePanel } from '../explore/explore-panel.js';
import styles from './compare-panel.module.css';
import { type CompareSide, compareSides, firstPair, sideOf } from './compare-sides.js';
import { MorphStrip } from './morph-strip.js';
import { SidePicture } from './side-picture.js';
import { Wipe } from './wipe.js';

interface ComparePanelProps {
  design: Design;
  pack: PackSummary;
  onSelect: (designId: string) => void;
  onClose: () => void;
}

const views = { beside: 'Side by side', wipe: 'Wipe' } as const;

/** Two designs, or a design and its parent or its sources, and the way from one to the other. */
export function ComparePanel({ design, pack, onSelect, onClose }: ComparePanelProps) {
  const rack = useRack();
  const sides = useMemo(() => compareSides(design, rack), [design, rack]);
  const [keys, setKeys] = useState(() => firstPair(design, sides));
  const [view, setView] = useState<keyof typeof views>('beside');
  const left = sideOf(sides, keys[0]);
  const right = sideOf(sides, keys[1]);

  return (
    <ExplorePanel
      title="Compare"
      description="Two designs beside each other, and the way from one to the other."
      onClose={onClose}
      tools={
        <fieldset className={styles.views} aria-label="How to compare">
          {(Object.keys(views) as (keyof typeof views)[]).map((one) => (
            <button key={one} type="button" aria-pressed={one === view} onClick={() => setView(one)}>
              {views[one]}
            </button>
          ))}
        </fieldset>
      }
    >
      <div className={styles.body}>
        <div className={styles.choices}>
          <Choice label="Left" sides={sides} value={left.key} onChange={(key) => setKeys([key, right.key])} />
          <IconButton label="Swap sides" onClick={() => setKeys([right.key, left.key])}>
            <ArrowLeftRight />
          </IconButton>
          <Choice
            label="Right"
            sides={sides}
            value={right.key}
            onChange={(key) => setKeys([left.key, key])}
          />
        </div>
        <div className={styles.frame}>
          {view === 'beside' ? (
            <div className={styles.pair}>
              <SidePicture side={left} pack={pack} />
              <SidePicture side={right} pack={pack} />
            </div>
          ) : (
            <Wipe left={left} right={right} pack={pack} />
          )}
        </div>
        {left.design.pack === right.design.pack ? (
          <MorphStrip left={left} right={right} design={design} onSelect={onSelect} />
        ) : (
          <p className={styles.note}>
            These two are drawn by different models, so there is no way between them.
          </p>
        )}
      </div>
    </ExplorePanel>
  );
}

function Choice({
  label,
  sides,
  value,
  onChange,
}: {
  label: string;
  sides: readonly CompareSide[];
  value: string;
  onChange: (key: string) => void;
}) {
  return (
    <select
      className={fields.select}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {sides.map(({ key, label: name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
