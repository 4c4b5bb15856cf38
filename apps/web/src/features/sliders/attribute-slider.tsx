'use client';

import type { Direction } from '@toile/protocol';
import { type Design, sliderField } from '@toile/room';
import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack } from '../../client/use-room.js';
import { thumbnailRecipe } from '../pictures/thumbnail.js';
import { colourVar } from '../presence/person.js';
import styles from './attribute-slider.module.css';
import { HeldTag } from './held-tag.js';
import { LockButton } from './lock-button.js';
import { sigmaText, sigmaWords } from './sigmas.js';
import { SliderMenu } from './slider-menu.js';
import { SliderNumber } from './slider-number.js';
import { SliderPopover } from './slider-popover.js';
import { StitchSlider } from './stitch-slider.js';
import { useHeldField } from './use-held-field.js';
import { useHolder } from './use-holder.js';
import { useLock } from './use-lock.js';
import type { Rest } from './use-rest.js';

interface AttributeSliderProps {
  design: Design;
  direction: Direction;
  disabled: boolean;
  /** Ways to put more than this one to rest, for its menu. */
  rests: readonly { readonly name: string; readonly rest: Rest }[];
}

/** One direction of the pack as a slider from the centre: "short" to "long", in sigmas. */
export function AttributeSlider({ design, direction, disabled, rests }: AttributeSliderProps) {
  const { id, label, lowLabel, highLabel } = direction;
  const [min, max] = direction.rangeSigmas;
  const sigmas = design.sliders[id] ?? 0;
  const { client } = useOpenRoom();
  const pack = useDesignPack(design);
  const write = useCallback(
    (value: number) => client.edit.setSlider(design.id, id, value),
    [client, design.id, id],
  );
  const field = sliderField(id);
  const hand = useHeldField(design.id, field, sigmas, write);
  const holder = useHolder(design.id, field, sigmas);
  const heldElsewhere = holder?.locks === true && !hand.held;
  const lock = useLock(design, [id]);
  const put = (value: number) => hand.put(Math.min(max, Math.max(min, value)));
  const recipeAt = (value: number) =>
    pack && thumbnailRecipe(design, pack, { sliders: { ...design.sliders, [id]: value } });

  return (
    <SliderMenu
      label={label}
      lock={lock}
      disabled={disabled}
      onReset={heldElsewhere || hand.shown === 0 ? null : () => hand.put(0)}
      rests={rests}
    >
      <div className={styles.attribute} data-slider>
        <div className={styles.head}>
          <span className={styles.name}>
            {label}
            {disabled && !lock.locked ? null : <LockButton label={label} lock={lock} disabled={disabled} />}
            {disabled ? null : (
              <SliderPopover
                label={label}
                hint={/\p{L}/u.test(lowLabel) ? `${lowLabel} to ${highLabel}` : ''}
                value={hand.shown}
                min={min}
                max={max}
                rest={0}
                text={sigmaText}
                recipeAt={recipeAt}
                lock={lock}
                disabled={heldElsewhere}
                side="left"
                onPut={put}
              />
            )}
          </span>
          {holder ? (
            <HeldTag label={label} holder={holder} onTakeOver={disabled ? undefined : hand.takeOver} />
          ) : (
            <SliderNumber
              label={label}
              text={sigmaText(hand.shown)}
              value={Math.round(hand.shown * 100) / 100}
              disabled={disabled}
              onPut={put}
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
          disabled={disabled || heldElsewhere}
          colour={holder && !hand.held ? colourVar(holder.person.colour) : undefined}
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
    </SliderMenu>
  );
}
