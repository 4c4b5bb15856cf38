'use client';

import { Slider } from 'radix-ui';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import styles from './stitch-slider.module.css';

export interface StitchSliderProps {
  /** Accessible name. */
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** Where the sewn part starts: `min` for weights, 0 for attributes. */
  origin: number;
  /** The value in words, for a screen reader. */
  valueText: string;
  disabled: boolean;
  /** CSS colour of whoever holds it; ink otherwise. */
  colour?: string | undefined;
  onSlide: (value: number) => void;
  onGrab: () => void;
  onRelease: () => void;
  onReset: () => void;
}

const thumbPx = 18;
/** How far from the thumb's middle a finger may land and still move it; elsewhere it scrolls the page. */
const fingerPx = 34;

/** A basting stitch: a dashed track, sewn solid up to a thumb that looks like a button. */
export function StitchSlider(props: StitchSliderProps) {
  const { label, value, min, max, step, origin, valueText, disabled, colour } = props;
  const from = along(origin, min, max);
  const to = along(value, min, max);

  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    // A finger that rests on the thumb looks, and asks for no menu.
    if (event.pointerType === 'touch') event.stopPropagation();
    if (disabled || event.button !== 0) return;
    if (event.pointerType === 'touch' && distanceFromThumb(event) > fingerPx) {
      event.preventDefault();
      return;
    }
    props.onGrab();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (disabled || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
    event.preventDefault();
    props.onReset();
  };

  return (
    <Slider.Root
      className={styles.slider}
      style={{ '--held': colour ?? 'var(--ink)' } as CSSProperties}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && props.onSlide(next)}
      onPointerDown={onPointerDown}
      onPointerUp={props.onRelease}
      onLostPointerCapture={props.onRelease}
      onKeyDown={onKeyDown}
      onDoubleClick={() => !disabled && props.onReset()}
      onBlur={props.onRelease}
    >
      <Slider.Track className={styles.track}>
        <span
          className={styles.sewn}
          style={{
            left: position(Math.min(from, to)),
            width: `calc(${position(Math.max(from, to))} - ${position(Math.min(from, to))})`,
          }}
        />
      </Slider.Track>
      <Slider.Thumb
        className={styles.thumb}
        aria-label={label}
        aria-valuetext={valueText}
        aria-disabled={disabled || undefined}
      />
    </Slider.Root>
  );
}

/** Share of the way from `min` to `max`, 0..1. */
const along = (value: number, min: number, max: number) =>
  Math.min(1, Math.max(0, (value - min) / (max - min)));

/** Where the thumb's middle is: Radix keeps the whole thumb inside the track. */
const position = (share: number) =>
  `calc(${(share * 100).toFixed(3)}% + ${(thumbPx * (0.5 - share)).toFixed(3)}px)`;

function distanceFromThumb(event: PointerEvent<HTMLSpanElement>): number {
  const thumb = event.currentTarget.querySelector('[role="slider"]')?.getBoundingClientRect();
  return thumb ? Math.abs(event.clientX - (thumb.left + thumb.width / 2)) : 0;
}
