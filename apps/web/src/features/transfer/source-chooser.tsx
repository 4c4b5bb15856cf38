'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design, LatentDesignSource } from '@toile/room';
import { Shuffle } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { type ReactNode, useMemo } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { Choice } from '../controls/choice.js';
import { IconButton } from '../controls/icon-button.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { CategorySelect } from '../sources/category-select.js';
import { SeedField } from '../sources/seed-field.js';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './source-chooser.module.css';
import { type PhotoChoice, photosToChoose, type SourceChoice } from './transfer-choice.js';

interface SourceChooserProps {
  /** "Shape from" or "Look from". */
  label: string;
  choice: SourceChoice;
  /** The design of the transfer first. */
  designs: readonly Design[];
  pack: PackSummary;
  /** How many designs of the rack another pack draws. */
  foreign: number;
  onChoose: (choice: SourceChoice) => void;
}

const kinds = [
  { value: 'design', label: 'Design' },
  { value: 'seed', label: 'Seed' },
  { value: 'photo', label: 'Photo' },
] as const;

/** A design of the rack, a garment by its seed, or a photograph that a design has as a source. */
export function SourceChooser({ label, choice, designs, pack, foreign, onChoose }: SourceChooserProps) {
  const photos = useMemo(() => photosToChoose(designs, pack), [designs, pack]);
  const options = kinds.filter(({ value }) => value !== 'photo' || photos.length > 0);
  const [own] = designs;
  const turn = (kind: SourceChoice['kind']) => {
    if (kind === 'design' && own) onChoose({ kind, designId: own.id });
    if (kind === 'seed') onChoose({ kind, source: seedBehind(choice, designs, pack) });
    if (kind === 'photo' && photos[0]) onChoose({ kind, source: photos[0].source });
  };
  return (
    <div className={styles.chooser}>
      <Choice label={label} value={choice.kind} options={options} onChange={turn} />
      {choice.kind === 'design' ? (
        <DesignList label={label} chosen={choice.designId} designs={designs} onChoose={onChoose} />
      ) : null}
      {choice.kind === 'design' && foreign > 0 ? (
        <p className={styles.note}>
          {foreign === 1 ? 'One design is' : `${foreign} designs are`} drawn by another model and cannot be
          mixed with this one.
        </p>
      ) : null}
      {choice.kind === 'seed' ? (
        <SeedRow label={label} source={choice.source} pack={pack} onChoose={onChoose} />
      ) : null}
      {choice.kind === 'photo' ? (
        <PhotoList label={label} chosen={choice.source} photos={photos} pack={pack} onChoose={onChoose} />
      ) : null}
    </div>
  );
}

/** The seed to go on from where somebody turns from another kind of source: of the same kind of garment. */
function seedBehind(choice: SourceChoice, designs: readonly Design[], { manifest }: PackSummary) {
  const of = choice.kind === 'design' ? designs.find(({ id }) => id === choice.designId)?.a : choice.source;
  const category = manifest.categories.length === 0 ? null : (of?.category ?? 0);
  return { kind: 'seed', seed: of?.seed ?? randomSeed(), category } as const;
}

function Pictures({
  label,
  value,
  children,
  onValue,
}: {
  label: string;
  value: string;
  children: ReactNode;
  onValue: (value: string) => void;
}) {
  return (
    <RadioGroup.Root className={styles.pictures} aria-label={label} value={value} onValueChange={onValue}>
      {children}
    </RadioGroup.Root>
  );
}

function PictureItem({ value, name, children }: { value: string; name: string; children: ReactNode }) {
  return (
    <RadioGroup.Item className={styles.item} value={value} aria-label={name} title={name}>
      <span className={styles.picture}>{children}</span>
      <span className={styles.name}>{name}</span>
    </RadioGroup.Item>
  );
}

function DesignList({
  label,
  chosen,
  designs,
  onChoose,
}: {
  label: string;
  chosen: string;
  designs: readonly Design[];
  onChoose: (choice: SourceChoice) => void;
}) {
  return (
    <Pictures
      label={`${label} which design`}
      value={chosen}
      onValue={(designId) => onChoose({ kind: 'design', designId })}
    >
      {designs.map((design, at) => (
        <PictureItem key={design.id} value={design.id} name={at === 0 ? 'This design' : design.name}>
          <DesignPicture design={design} alt="" />
        </PictureItem>
      ))}
    </Pictures>
  );
}

function PhotoList({
  label,
  chosen,
  photos,
  pack,
  onChoose,
}: {
  label: string;
  chosen: LatentDesignSource;
  photos: readonly PhotoChoice[];
  pack: PackSummary;
  onChoose: (choice: SourceChoice) => void;
}) {
  const shown = useMemo(
    () =>
      photos.map((photo) => ({ ...photo, recipe: thumbnailRecipe(plainDesign(photo.source, pack), pack) })),
    [photos, pack],
  );
  const choose = (wPlus: string) => {
    const photo = photos.find(({ source }) => source.wPlus === wPlus);
    if (photo) onChoose({ kind: 'photo', source: photo.source });
  };
  return (
    <Pictures label={`${label} which photo`} value={chosen.wPlus} onValue={choose}>
      {shown.map(({ source, name, recipe }) => (
        <PictureItem key={source.wPlus} value={source.wPlus} name={name}>
          <RecipePicture recipe={recipe} alt="" />
        </PictureItem>
      ))}
    </Pictures>
  );
}

function SeedRow({
  label,
  source,
  pack,
  onChoose,
}: {
  label: string;
  source: Extract<SourceChoice, { kind: 'seed' }>['source'];
  pack: PackSummary;
  onChoose: (choice: SourceChoice) => void;
}) {
  const { categories } = pack.manifest;
  const put = (change: Partial<typeof source>) =>
    onChoose({ kind: 'seed', source: { ...source, ...change } });
  return (
    <div className={styles.seed}>
      <SeedField label={`${label}: seed`} seed={source.seed} onSeed={(seed) => put({ seed })} />
      <IconButton label="Another seed" onClick={() => put({ seed: randomSeed() })}>
        <Shuffle />
      </IconButton>
      {categories.length > 0 ? (
        <CategorySelect
          label={`${label}: category`}
          categories={categories}
          value={source.category}
          onCategory={(category) => put({ category })}
        />
      ) : null}
    </div>
  );
}
