'use client';

import { useId, useState } from 'react';
import { Button } from '../controls/button.js';
import { AttributeSlider } from './attribute-slider.js';
import { foldedDirections, type SliderGroup as Group } from './direction-groups.js';
import styles from './shape-panel.module.css';

interface SliderGroupProps {
  group: Group;
  designId: string;
  sliders: Readonly<Record<string, number>>;
  disabled: boolean;
}

/** One group of sliders, the first few at once and the rest behind "more". */
export function SliderGroup({ group, designId, sliders, disabled }: SliderGroupProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const folded = foldedDirections(group.directions, sliders);
  const shown = open ? group.directions : folded;
  const hidden = group.directions.length - folded.length;

  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {group.title}
      </h2>
      {shown.map((direction) => (
        <AttributeSlider
          key={direction.id}
          designId={designId}
          direction={direction}
          sigmas={sliders[direction.id] ?? 0}
          disabled={disabled}
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
