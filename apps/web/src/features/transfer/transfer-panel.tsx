'use client';

import type { PackSummary } from '@toile/protocol';
import { brokenLocks, type Design, designRecipe, transferFields } from '@toile/room';
import { ArrowLeftRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useRack, useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { ExplorePanel } from '../explore/explore-panel.js';
import { useExplore } from '../explore/use-explore.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { ResultFigure, SourceFigure } from './figures.js';
import { SourceChooser } from './source-chooser.js';
import { StrengthSlider } from './strength-slider.js';
import {
  choiceRecipe,
  choiceWords,
  designsToChoose,
  firstChoices,
  kindsWords,
  type SourceChoice,
  sameChoice,
} from './transfer-choice.js';
import { transferName } from './transfer-name.js';
import { TransferNotes } from './transfer-notes.js';
import styles from './transfer-panel.module.css';
import { usePacedRecipe } from './use-paced-recipe.js';
import { useTransferSource } from './use-transfer-source.js';

interface TransferPanelProps {
  design: Design;
  pack: PackSummary;
  onSelect: (designId: string) => void;
  onClose: () => void;
}

/** Shape from one source, look from another, a strength for each: as it will be, before anybody else sees it. */
export function TransferPanel({ design, pack, onSelect, onClose }: TransferPanelProps) {
  const rack = useRack();
  const roomPack = useRoomState((state) => state.pack);
  const packs = useRoomState((state) => state.packs);
  const { edit: mayChange } = useRights(design.id);
  const { edit: mayAdd } = useRights();
  const sketch = useIsSketch(design);
  const explore = useExplore(onSelect);
  const designs = useMemo(
    () => designsToChoose(design, rack, { pack: roomPack, packs }),
    [design, rack, roomPack, packs],
  );
  const [choices, setChoices] = useState(() => firstChoices(design, designs, pack, randomSeed()));
  const [structureStrength, setStructureStrength] = useState(1);
  const [appearanceStrength, setAppearanceStrength] = useState(1);

  const { truncationPsi } = design;
  const shape = useTransferSource(choices.structure, designs, pack, truncationPsi);
  const look = useTransferSource(choices.appearance, designs, pack, truncationPsi);
  const fields = useMemo(() => {
    if (shape.kind !== 'ready' || look.kind !== 'ready') return null;
    const [structure, appearance] = [shape.source, look.source];
    return transferFields({ structure, appearance, structureStrength, appearanceStrength });
  }, [shape, look, structureStrength, appearanceStrength]);
  const recipe = useMemo(() => {
    if (fields === null) return null;
    const { output, ...picture } = designRecipe({ ...design, ...fields }, pack);
    // Drawn and encoded to follow a hand; what is applied is drawn in full.
    return { ...picture, output: { ...output, tier: 'preview' as const } };
  }, [fields, design, pack]);
  const shown = usePacedRecipe(recipe);

  const same = sameChoice(choices.structure, choices.appearance);
  const ready = fields !== null && !same;
  const broken = fields === null ? [] : brokenLocks(design, fields);
  const isOwn = (choice: SourceChoice) => choice.kind === 'design' && choice.designId === design.id;
  const shownName = (choice: SourceChoice) =>
    isOwn(choice) ? 'This design' : choiceWords(choice, designs, pack);
  const taken = isOwn(choices.appearance)
    ? `shape of ${choiceWords(choices.structure, designs, pack)}`
    : `look of ${choiceWords(choices.appearance, designs, pack)}`;
  const pictures = useMemo(
    () =>
      [choices.structure, choices.appearance].map((one) => choiceRecipe(one, designs, pack, truncationPsi)),
    [choices, designs, pack, truncationPsi],
  );

  const apply = () => {
    if (!fields) return;
    explore.takeOn(design, fields, `${design.name} has the ${taken}.`);
    onClose();
  };
  const hang = () => {
    if (!fields) return;
    const name = transferName(design.name, taken);
    explore.hangBeside(design, {
      ...fields,
      name,
      locks: design.locks.filter((lock) => !broken.includes(lock)),
    });
    onClose();
  };
  const chooser = {
    designs,
    pack,
    foreign: rack.filter(({ id }) => !designs.some((one) => one.id === id)).length,
  };

  return (
    <ExplorePanel
      title="Transfer appearance"
      description="The shape of one source in the look of another."
      onClose={onClose}
    >
      <div className={styles.body}>
        <section className={styles.shape} aria-label="Shape from">
          <SourceFigure
            title="Shape from"
            name={shownName(choices.structure)}
            recipe={pictures[0] ?? null}
            state={shape}
          />
          <div className={styles.controls}>
            <StrengthSlider
              label="Shape strength"
              of="its shape"
              value={structureStrength}
              onValue={setStructureStrength}
            />
            <SourceChooser
              label="Shape from"
              choice={choices.structure}
              onChoose={(structure) => setChoices({ ...choices, structure })}
              {...chooser}
            />
          </div>
        </section>
        <section className={styles.look} aria-label="Look from">
          <SourceFigure
            title="Look from"
            name={shownName(choices.appearance)}
            recipe={pictures[1] ?? null}
            state={look}
          />
          <div className={styles.controls}>
            <StrengthSlider
              label="Look strength"
              of="its look"
              value={appearanceStrength}
              onValue={setAppearanceStrength}
            />
            <SourceChooser
              label="Look from"
              choice={choices.appearance}
              onChoose={(appearance) => setChoices({ ...choices, appearance })}
              {...chooser}
            />
          </div>
        </section>
        <section className={styles.outcome} aria-label="Result">
          <ResultFigure recipe={shown} waiting={!same && fields === null} name={design.name}>
            <Button
              tone="quiet"
              onClick={() => setChoices({ structure: choices.appearance, appearance: choices.structure })}
            >
              <ArrowLeftRight /> Swap
            </Button>
          </ResultFigure>
          <div className={styles.foot}>
            <TransferNotes
              pack={pack}
              same={same}
              kinds={
                shape.kind === 'ready' && look.kind === 'ready'
                  ? kindsWords(shape.source, look.source, pack)
                  : null
              }
              broken={broken}
              mayChange={mayChange}
              mayHang={mayAdd && !sketch}
            />
            <div className={styles.actions}>
              {mayChange ? (
                <Button tone="solid" disabled={!ready || broken.length > 0} onClick={apply}>
                  Apply to this design
                </Button>
              ) : null}
              {mayAdd && !sketch ? (
                <Button tone={mayChange ? 'line' : 'solid'} disabled={!ready} onClick={hang}>
                  Put on the rack
                </Button>
              ) : null}
            </div>
          </div>
        </section>
      </div>
    </ExplorePanel>
  );
}
