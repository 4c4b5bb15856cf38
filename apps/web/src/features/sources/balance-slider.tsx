'use client';

import type { Design, FieldName } from '@toile/room';
import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { colourVar } from '../presence/person.js';
import { HeldTag } from '../sliders/held-tag.js';
import { SliderNumber } from '../sliders/slider-number.js';
import { StitchSlider } from '../sliders/stitch-slider.js';
import { useHeldField } from '../sliders/use-held-field.js';
import { useHolder } from '../sliders/use-holder.js';
import type { Balance } from './balances.js';
import styles from './mix-panel.module.css';

/** One of the three weights between A and B. */
export function BalanceSlider({
  design,
  balance,
  disabled,
}: {
  design: Design;
  balance: Balance;
  disabled: boolean;
}) {
  const { client } = useOpenRoom();
  const { label, hint, field, greatest, step, text, words, rest } = balance;
  const value = balance.read(design);
  const write = useCallback(
    (next: number) => client.edit.setField(design.id, field as FieldName, balance.toField(next)),
    [client, design.id, field, balance],
  );
  const hand = useHeldField(design.id, field, value, write);
  const holder = useHolder(design.id, field, value);
  const locked = disabled || (holder?.locks === true && !hand.held);

  return (
    <div className={styles.row}>
      <span className={styles.label} title={hint}>
        {label}
      </span>
      <StitchSlider
        label={label}
        value={hand.shown}
        min={0}
        max={greatest}
        step={step}
        origin={0}
        valueText={words(hand.shown)}
        disabled={locked}
        colour={holder ? colourVar(holder.person.colour) : undefined}
        onSlide={hand.slide}
        onGrab={hand.grab}
        onRelease={hand.release}
        onReset={() => hand.put(rest)}
      />
      <span className={styles.value}>
        {holder ? (
          <HeldTag person={holder.person} />
        ) : (
          <SliderNumber
            label={label}
            text={text(hand.shown)}
            value={hand.shown}
            disabled={locked}
            onPut={(next) => hand.put(Math.min(greatest, Math.max(0, next)))}
          />
        )}
      </span>
    </div>
  );
}
