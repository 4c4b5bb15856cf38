'use client';

import type { Design } from '@toile/room';
import { useId, useState } from 'react';
import { Button } from '../controls/button.js';
import { AttributeSlider } from './attribute-slider.js';
import { foldedDirections, type SliderGroup as Group } from './direction-groups.js';
import { GroupMenu } from './group-menu.js';
import { LockButton } from './lock-button.js';
import styles from './shape-panel.module.css';
import { useLock } from './use-lock.js';
import { useRest } from './use-rest.js';

interface SliderGroupProps {
  group: Group;
  design: Design;
  /** The pack has no other group. */
  alone: boolean;
  disabled: boolean;
}

/** One group of sliders, the first few at once and the rest behind "more"; one padlock for all of them. */
export function SliderGroup({ group, design, alone, disabled }: SliderGroupProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const folded = foldedDirections(group, design.sliders, alone);
  const ids = group.directions.map((direction) => direction.id);
  const lock = useLock(design, ids);
  const [groupRest, allRest] = [useRest(design, ids), useRest(design, null)];
  const rests = [
    { name: `all of ${group.title.toLowerCase()}`, rest: groupRest },
    { name: 'all sliders', rest: allRest },
  ];
  const shown = open ? group.directions : folded;
  const hidden = group.directions.length - folded.length;

  return (
    <section className={styles.group} aria-labelledby={id}>
      <div className={styles.head} data-slider>
        <h2 id={id} className={styles.heading}>
          {group.title}
        </h2>
        {disabled && !lock.locked ? null : (
          <LockButton label={`all of ${group.title.toLowerCase()}`} lock={lock} disabled={disabled} />
        )}
        {disabled ? null : <GroupMenu title={group.title} group={groupRest} all={allRest} />}
      </div>
      {shown.map((direction) => (
        <AttributeSlider
          key={direction.id}
          design={design}
          direction={direction}
          disabled={disabled}
          rests={rests}
        />
      ))}
      {hidden > 0 ? (
        <Button tone="quiet" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fewer' : `${hidden} more`}
        </Button>
      ) : null}
    </section>
  );
}
