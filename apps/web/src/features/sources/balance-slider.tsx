'use client';

import type { Design, FieldName } from '@toile/room';
import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack } from '../../client/use-room.js';
import { thumbnailRecipe } from '../pictures/thumbnail.js';
import { colourVar } from '../presence/person.js';
import { HeldTag } from '../sliders/held-tag.js';
import { LockButton } from '../sliders/lock-button.js';
import { SliderMenu } from '../sliders/slider-menu.js';
import { SliderNumber } from '../sliders/slider-number.js';
import { SliderPopover } from '../sliders/slider-popover.js';
import { StitchSlider } from '../sliders/stitch-slider.js';
import { useHeldField } from '../sliders/use-held-field.js';
import { useHolder } from '../sliders/use-holder.js';
import { useLock } from '../sliders/use-lock.js';
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
  const pack = useDesignPack(design);
  const { label, hint, field, greatest, step, text, words, rest } = balance;
  const value = balance.read(design);
  const write = useCallback(
    (next: number) => client.edit.setField(design.id, field as FieldName, balance.toField(next)),
    [client, design.id, field, balance],
  );
  const hand = useHeldField(design.id, field, value, write);
  const holder = useHolder(design.id, field, value);
  const heldElsewhere = holder?.locks === true && !hand.held;
  const lock = useLock(design, [field]);
  const put = (next: number) => hand.put(Math.min(greatest, Math.max(0, next)));
  const recipeAt = (shown: number) =>
    pack && thumbnailRecipe(design, pack, { [balance.as]: balance.toField(shown) });

  return (
    <SliderMenu
      label={label}
      lock={lock}
      disabled={disabled}
      onReset={heldElsewhere || hand.shown === rest ? null : () => hand.put(rest)}
    >
      <div className={styles.row} data-slider>
        <span className={styles.label} title={hint}>
          {label}
          {lock.locked ? (
            <LockButton label={label} lock={lock} disabled={disabled} />
          ) : disabled ? null : (
            <SliderPopover
              label={label}
              hint={hint}
              value={hand.shown}
              min={0}
              max={greatest}
              rest={rest}
              text={text}
              recipeAt={recipeAt}
              lock={lock}
              disabled={heldElsewhere}
              side="top"
              onPut={put}
            />
          )}
        </span>
        <StitchSlider
          label={label}
          value={hand.shown}
          min={0}
          max={greatest}
          step={step}
          origin={0}
          valueText={words(hand.shown)}
          disabled={disabled || heldElsewhere}
          colour={holder && !hand.held ? colourVar(holder.person.colour) : undefined}
          onSlide={hand.slide}
          onGrab={hand.grab}
          onRelease={hand.release}
          onReset={() => hand.put(rest)}
        />
        <span className={styles.value}>
          {holder ? (
            <HeldTag label={label} holder={holder} onTakeOver={disabled ? undefined : hand.takeOver} />
          ) : (
            <SliderNumber
              label={label}
              text={text(hand.shown)}
              value={hand.shown}
              disabled={disabled}
              onPut={put}
            />
          )}
        </span>
      </div>
    </SliderMenu>
  );
}
