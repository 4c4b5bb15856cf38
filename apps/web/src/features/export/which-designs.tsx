'use client';

import type { Design } from '@toile/room';
import { Checkbox } from 'radix-ui';
import { counted } from '../../client/relative-time.js';
import { Choice } from '../controls/choice.js';
import { DesignPicture } from '../stage/design-picture.js';
import type { Chosen } from './use-chosen.js';
import styles from './which-designs.module.css';

/** Which designs are meant: the one on the stage, some that are ticked, or the whole rack. */
export function WhichDesigns({ chosen, disabled }: { chosen: Chosen; disabled: boolean }) {
  const { which, setWhich, rack, design, ticked, tick } = chosen;
  return (
    <>
      <Choice
        label="Designs"
        value={which}
        disabled={disabled}
        onChange={setWhich}
        options={[
          { value: 'this', label: 'This design', disabled: design === null },
          { value: 'some', label: 'Some' },
          { value: 'rack', label: `Whole rack (${rack.length})` },
        ]}
      />
      {which === 'some' ? (
        <ul className={styles.tiles} aria-label={`${counted(ticked.size, 'design')} chosen`}>
          {rack.map((one) => (
            <Tile key={one.id} design={one} ticked={ticked.has(one.id)} disabled={disabled} onTick={tick} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

interface TileProps {
  design: Design;
  ticked: boolean;
  disabled: boolean;
  onTick: (designId: string, ticked: boolean) => void;
}

function Tile({ design, ticked, disabled, onTick }: TileProps) {
  return (
    <li>
      <Checkbox.Root
        className={styles.tile}
        checked={ticked}
        disabled={disabled}
        onCheckedChange={(next) => onTick(design.id, next === true)}
      >
        <span className={styles.picture}>
          <DesignPicture design={design} alt="" />
        </span>
        <span className={styles.name}>{design.name}</span>
      </Checkbox.Root>
    </li>
  );
}
