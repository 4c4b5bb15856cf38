'use client';

import type { Design } from '@toile/room';
import { Dialog } from '../controls/dialog.js';
import { ChoosePhoto } from './choose-photo.js';
import { FoundPhoto } from './found-photo.js';
import { likenessWords } from './likeness-words.js';
import type { PhotoDesk } from './photo-desk.js';
import { PhotoSteps } from './photo-steps.js';
import type { PhotoFlow, PhotoStep } from './use-photo-flow.js';

interface PhotoSheetProps {
  flow: PhotoFlow;
  /** The one on the stage. */
  design: Design | null;
  onBring: PhotoDesk['bring'];
  onSelect: (designId: string) => void;
}

/** The sheet on which a photo becomes a garment of this room. */
export function PhotoSheet({ flow: { step, end }, design, onBring, onSelect }: PhotoSheetProps) {
  return (
    <Dialog
      title={step ? titles[step.at] : ''}
      description={step ? descriptions[step.at] : ''}
      open={step !== null}
      onOpenChange={() => end()}
    >
      <p role="status" className="unseen">
        {step && spoken(step)}
      </p>
      {step === null ? null : step.at === 'choosing' ? (
        <ChoosePhoto onChosen={(file) => onBring(file, step.aim)} />
      ) : step.at === 'found' ? (
        <FoundPhoto found={step} design={design} onEnd={end} onSelect={onSelect} />
      ) : (
        <PhotoSteps step={step} onBring={onBring} onCancel={() => end()} />
      )}
    </Dialog>
  );
}

/** For those who listen: what changes by itself. */
function spoken(step: PhotoStep): string {
  if (step.at === 'sending') return 'Uploading the photo';
  if (step.at === 'finding') return 'Finding the garment';
  return step.at === 'found' ? likenessWords(step.latent.likeness) : '';
}

const titles: Readonly<Record<PhotoStep['at'], string>> = {
  choosing: 'A garment from a photo',
  sending: 'A garment from a photo',
  finding: 'A garment from a photo',
  found: 'This is what the model makes of it',
  refused: 'No garment from this photo',
};

const descriptions: Readonly<Record<PhotoStep['at'], string>> = {
  choosing:
    'One garment, lying flat or hanging, seen from the front. Everyone in this room sees the photo; where and when it was taken is removed.',
  sending: 'Everyone in this room sees the photo; where and when it was taken is removed.',
  finding: 'The garment is cut out, laid straight, and looked for among all that the model can draw.',
  found: 'In the room it is a garment like any other: mix it, shape it, copy it.',
  refused: 'Nothing in the room has changed.',
};
