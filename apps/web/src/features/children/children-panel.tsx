'use client';

import type { PackSummary } from '@toile/protocol';
import { children, type Design, type DesignFields } from '@toile/room';
import { Dices } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { ExplorePanel } from '../explore/explore-panel.js';
import { randomUint32, useExplore } from '../explore/use-explore.js';
import { thumbnailRecipe } from '../pictures/thumbnail.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { StitchSlider } from '../sliders/stitch-slider.js';
import { useSettled } from '../sources/use-settled.js';
import { DesignPicture } from '../stage/design-picture.js';
import { ChildCell } from './child-cell.js';
import styles from './children-panel.module.css';
import { LockChips } from './lock-chips.js';

interface ChildrenPanelProps {
  design: Design;
  pack: PackSummary;
  onSelect: (designId: string) => void;
  onClose: () => void;
}

/** Four before the design itself and four after it, in a square of nine. */
const places = [0, 1, 2, 3, null, 4, 5, 6, 7] as const;
const firstStrength = 0.4;

/** Eight variations around the design: how far they go, what stays, and a click to step into one. */
export function ChildrenPanel({ design, pack, onSelect, onClose }: ChildrenPanelProps) {
  const { edit: mayChange } = useRights(design.id);
  const { edit: mayAdd } = useRights();
  const explore = useExplore(onSelect);
  const sketch = useIsSketch(design);
  const [seed, setSeed] = useState(randomUint32);
  const [strength, setStrength] = useState(firstStrength);
  const [anotherB, setAnotherB] = useState(false);
  // Somebody's drag changes all eight with every step: draw them when the hand rests.
  const settled = useSettled(JSON.stringify({ design, seed, strength, anotherB }), 250);
  const litter = useMemo(() => {
    const { design: parent, ...variation } = JSON.parse(settled) as {
      design: Design;
      seed: number;
      strength: number;
      anotherB: boolean;
    };
    return children(parent, pack, { ...variation, count: 8 }).map((fields) => ({
      fields,
      recipe: thumbnailRecipe(parent, pack, fields),
    }));
  }, [settled, pack]);
  const own = useMemo(() => thumbnailRecipe(design, pack), [design, pack]);
  const stuck = litter.every(({ recipe }) => JSON.stringify(recipe) === JSON.stringify(own));
  const act = (run: (design: Design, fields: DesignFields) => void) => (fields: DesignFields) =>
    run(design, fields);

  return (
    <ExplorePanel
      title="Children"
      description="Eight variations of the design on the stage."
      onClose={onClose}
      tools={
        <>
          <span className={styles.strength}>
            <span aria-hidden="true">Strength</span>
            <StitchSlider
              label="Strength"
              value={Math.round(strength * 100)}
              min={0}
              max={100}
              step={1}
              origin={0}
              valueText={`${Math.round(strength * 100)} percent`}
              disabled={false}
              onSlide={(value) => setStrength(value / 100)}
              onGrab={() => undefined}
              onRelease={() => undefined}
              onReset={() => setStrength(firstStrength)}
            />
          </span>
          <Button onClick={() => setSeed(randomUint32())}>
            <Dices /> Others
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <LockChips
          design={design}
          pack={pack}
          disabled={!mayChange}
          anotherB={anotherB}
          onAnotherB={setAnotherB}
        />
        <div className={styles.frame}>
          <ol className={styles.square} aria-label={`Children of ${design.name}`}>
            {places.map((place) => {
              if (place === null) {
                return (
                  <li key="self" className={styles.self}>
                    <span className={styles.sheet}>
                      <DesignPicture design={design} />
                    </span>
                    <span className={styles.caption}>This one</span>
                  </li>
                );
              }
              const child = litter[place];
              return child ? (
                <ChildCell
                  key={place}
                  number={place + 1}
                  recipe={child.recipe}
                  fields={child.fields}
                  onStepIn={(sketch ? mayChange : mayAdd) ? act(explore.stepIn) : null}
                  onBecome={mayChange && !sketch ? act(explore.become) : null}
                />
              ) : null;
            })}
          </ol>
        </div>
        {stuck ? (
          <p className={styles.note} role="status">
            {strength === 0
              ? 'At strength 0 every child is its parent.'
              : 'Everything that could vary is locked. Open a padlock to get children that differ.'}
          </p>
        ) : null}
      </div>
    </ExplorePanel>
  );
}
