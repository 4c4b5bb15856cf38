'use client';

import { StitchSlider } from '../sliders/stitch-slider.js';
import styles from './strength-slider.module.css';

/** How much of a source's shape or look the result has, 0..1. */
export function StrengthSlider({
  label,
  of,
  value,
  onValue,
}: {
  label: string;
  /** "its shape" */
  of: string;
  value: number;
  onValue: (value: number) => void;
}) {
  const percent = Math.round(value * 100);
  return (
    <div className={styles.strength}>
      <span aria-hidden="true">{label}</span>
      <StitchSlider
        label={label}
        value={percent}
        min={0}
        max={100}
        step={1}
        origin={0}
        valueText={`${percent} percent of ${of}`}
        disabled={false}
        onSlide={(next) => onValue(next / 100)}
        onGrab={() => undefined}
        onRelease={() => undefined}
        onReset={() => onValue(1)}
      />
      <span className={styles.value} aria-hidden="true">
        {percent}
      </span>
    </div>
  );
}
