'use client';

import { layerField } from '@toile/room';
import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';
import { colourVar } from '../presence/person.js';
import { HeldTag } from './held-tag.js';
import styles from './layer-matrix.module.css';
import { SliderNumber } from './slider-number.js';
import { StitchSlider } from './stitch-slider.js';
import { useHeldField } from './use-held-field.js';
import { useHolder } from './use-holder.js';

interface LayerSliderProps {
  designId: string;
  /** Counted from 0, the coarsest. */
  layer: number;
  /** Of B, 0..1. */
  weight: number;
  /** Which balance it follows; null where it has a weight of its own. */
  follows: 'structure' | 'style' | null;
  disabled: boolean;
}

const percent = (value: number) => String(Math.round(value));

/** The weight of B on one layer. */
export function LayerSlider({ designId, layer, weight, follows, disabled }: LayerSliderProps) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const label = `Layer ${layer + 1}`;
  const field = layerField(layer);
  const value = Math.round(weight * 10_000) / 100;
  const write = useCallback(
    (next: number) => client.edit.setLayer(designId, layer, next / 100),
    [client, designId, layer],
  );
  const hand = useHeldField(designId, field, value, write);
  const holder = useHolder(designId, field, value);
  const heldElsewhere = holder?.locks === true && !hand.held;
  const follow = () =>
    attempt(() => {
      hand.release();
      client.undo.stopCapturing();
      client.edit.setLayer(designId, layer, null);
      client.undo.stopCapturing();
    });
  const words = `${percent(hand.shown)} percent B${follows ? `, follows ${follows}` : ''}`;

  return (
    <div className={styles.row} data-follows={follows !== null && !hand.held}>
      <span className={styles.label}>
        {layer + 1}
        {follows ? <i>{follows}</i> : null}
      </span>
      <StitchSlider
        label={label}
        value={hand.shown}
        min={0}
        max={100}
        step={1}
        origin={0}
        valueText={words}
        disabled={disabled || heldElsewhere}
        colour={
          holder && !hand.held
            ? colourVar(holder.person.colour)
            : follows && !hand.held
              ? 'var(--stitch)'
              : undefined
        }
        onSlide={hand.slide}
        onGrab={hand.grab}
        onRelease={hand.release}
        onReset={follow}
      />
      <span className={styles.value}>
        {holder ? (
          <HeldTag label={label} holder={holder} onTakeOver={disabled ? undefined : hand.takeOver} />
        ) : (
          <SliderNumber
            label={label}
            text={percent(hand.shown)}
            value={hand.shown}
            disabled={disabled}
            onPut={(next) => hand.put(Math.min(100, Math.max(0, next)))}
          />
        )}
      </span>
    </div>
  );
}
