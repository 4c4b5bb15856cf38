'use client';

import type { PackSummary } from '@toile/protocol';
import { type Chip, colourNamed, colourNames, withinRange } from '@toile/room';
import { Check, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import menu from '../controls/menu.module.css';
import styles from './describe-box.module.css';

interface ChipMenuProps {
  chip: Chip;
  pack: PackSummary;
  /** Null takes the chip away. */
  onCorrect: (chip: Chip | null) => void;
}

/** One thing that was understood; opens what it could have meant instead. */
export function ChipMenu({ chip, pack, onCorrect }: ChipMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.chip} title="Change what was understood">
        {chip.kind === 'colour' ? <Swatch name={chip.name} /> : null}
        {chipLabel(chip, pack)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={`${menu.menu} ${styles.choices}`}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          {choices(chip, pack).map((choice) => (
            <DropdownMenu.Item
              key={chipLabel(choice, pack)}
              className={menu.item}
              onSelect={() => onCorrect(choice)}
            >
              {choice.kind === 'colour' ? <Swatch name={choice.name} /> : null}
              {chipLabel(choice, pack)}
              {chipLabel(choice, pack) === chipLabel(chip, pack) ? <Check /> : null}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className={menu.rule} />
          <DropdownMenu.Item className={menu.item} onSelect={() => onCorrect(null)}>
            <X /> Leave it out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Swatch({ name }: { name: string }) {
  const [l = 0, a = 0, b = 0] = colourNamed(name) ?? [];
  return <i className={styles.swatch} style={{ background: `lab(${l} ${a} ${b})` }} />;
}

/** What a chip says: "dress", "navy", "very long sleeves". */
export function chipLabel(chip: Chip, pack: PackSummary): string {
  if (chip.kind === 'category') return pack.manifest.categories[chip.category] ?? chip.words;
  if (chip.kind === 'colour') return chip.name;
  const direction = pack.directions.find(({ id }) => id === chip.directionId);
  if (!direction) return chip.words;
  const { label, lowLabel, highLabel, rangeSigmas } = direction;
  const reach = chip.sigmas < 0 ? -rangeSigmas[0] : rangeSigmas[1];
  const share = Math.abs(chip.sigmas) / reach;
  const degree = share < 0.34 ? 'slightly ' : share > 0.74 ? 'very ' : '';
  return `${label.toLowerCase()}: ${degree}${chip.sigmas < 0 ? lowLabel : highLabel}`;
}

function choices(chip: Chip, pack: PackSummary): Chip[] {
  if (chip.kind === 'category') {
    return pack.manifest.categories.map((_, category) => ({ ...chip, category }));
  }
  if (chip.kind === 'colour') {
    return colourNames.flatMap((name) => {
      const lab = colourNamed(name);
      return lab && name !== 'gray' ? [{ ...chip, name, lab }] : [];
    });
  }
  const direction = pack.directions.find(({ id }) => id === chip.directionId);
  if (!direction) return [chip];
  const [low, high] = direction.rangeSigmas;
  return [low, low * 0.5, low * 0.25, high * 0.25, high * 0.5, high].map((sigmas) => ({
    ...chip,
    sigmas: withinRange(sigmas, direction),
  }));
}
