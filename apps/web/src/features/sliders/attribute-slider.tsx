'use client';

import type { Direction } from '@toile/protocol';
import { sliderField } from '@toile/room';
import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { colourVar } from '../presence/person.js';
import styles from './attribute-slider.module.css';
import { HeldTag } from './held-tag.js';
import { sigmaText, sigmaWords } from './sigmas.js';
import { SliderNumber } from './slider-number.js';
import { StitchSlider } from './stitch-slider.js';
import { useHeldField } from './use-held-field.js';
import { useHolder } from './use-holder.js';

interface AttributeSliderProps {
  designId: string;
  direction: Direction;
  /** In sigmas; 0 is at rest. */
  sigmas: number;
  disabled: boolean;
}

/** One direction of the pack as a slider from the centre: "short" to "long", in sigmas. */
export function AttributeSlider({ designId, direction, sigmas, disabled }: AttributeSliderProps) {
  const { id, label, lowLabel, highLabel } = direction;
  const [min, max] = direction.rangeSigmas;
  const { client } = useOpenRoom();
  const write = useCallback(
    (value: number) => client.edit.setSlider(designId, id, value),
    [client, designId, id],
  );
  const field = sliderField(id);
  const hand = useHeldField(designId, field, sigmas, write);
  const holder = useHolder(designId, field, sigmas);
  const locked = disabled || (holder?.locks === true && !hand.held);

  return (
    <div className={styles.attribute}>
      <div className={styles.head}>
        <span>{label}</span>
        {holder ? (
          <HeldTag person={holder.person} />
        ) : (
          <SliderNumber
            label={label}
            text={sigmaText(hand.shown)}
            value={Math.round(hand.shown * 100) / 100}
            disabled={locked}
            onPut={(value) => hand.put(Math.min(max, Math.max(min, value)))}
          />
        )}
      </div>
      <StitchSlider
        label={label}
        value={hand.shown}
        min={min}
        max={max}
        step={0.05}
        origin={0}
        valueText={sigmaWords(hand.shown, direction)}
        disabled={locked}
        colour={holder ? colourVar(holder.person.colour) : undefined}
        onSlide={hand.slide}
        onGrab={hand.grab}
        onRelease={hand.release}
        onReset={() => hand.put(0)}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{lowLabel}</span>
        <span>{highLabel}</span>
      </div>
    </div>
  );
}
