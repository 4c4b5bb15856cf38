'use client';

import { limits, type PackSummary } from '@toile/protocol';
import { type Design, type DesignFields, pulledSource } from '@toile/room';
import { useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { StitchSlider } from '../sliders/stitch-slider.js';
import { type Pull, usePull } from './use-pull.js';
import styles from './word-pull.module.css';

/** How far words may pull either way, in sigmas; past it garments fall apart. */
const reachSigmas = 4;
const stepSigmas = 0.25;
/** Where the slider stands at first: seen, and not yet odd. */
const firstSigmas = 1.5;
/** A direction that agrees less with the CLIP's own judgement does something else. */
const leastAgreement = 0.2;

interface WordPullProps {
  pack: PackSummary;
  /** What ranks by words. */
  by: string;
  words: string;
  /** The design on the stage. */
  design: Design;
  onAdded: (designId: string) => void;
}

/** Words that no slider knows, as a slider for the design on the stage; what it leads to is a design of its own. */
export function WordPull({ pack, by, words, design, onAdded }: WordPullProps) {
  const { pull, ask } = usePull(pack, words, design);
  if (pull.kind === 'ready') {
    return <PullSlider key={design.id + words} {...{ pack, by, words, pull, onAdded }} />;
  }
  return (
    <div className={styles.pull}>
      <Button className={styles.ask} disabled={pull.kind === 'working'} onClick={() => void ask()}>
        {pull.kind === 'working' ? progressWords(pull) : `More “${words}” for “${design.name}”`}
      </Button>
      {pull.kind === 'failed' ? (
        <p className={styles.note} role="alert">
          {pull.why}
        </p>
      ) : null}
    </div>
  );
}

function progressWords({ seen, of }: Extract<Pull, { kind: 'working' }>): string {
  return seen < of ? `Looking… ${seen} of ${of}` : 'Working it out…';
}

interface PullSliderProps extends Omit<WordPullProps, 'design'> {
  pull: Extract<Pull, { kind: 'ready' }>;
}

function PullSlider({ pack, by, words, pull: { design, pull, agreement }, onAdded }: PullSliderProps) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const [sigmas, setSigmas] = useState(firstSigmas);
  const source = useMemo(
    () => pulledSource(design, pull, sigmas, pack.manifest),
    [design, pull, sigmas, pack],
  );
  const recipe = useMemo(() => thumbnailRecipe(plainDesign(source, pack), pack), [source, pack]);
  const less = sigmas < 0 ? 'less' : 'more';
  const fields: DesignFields = {
    name: `${design.name}, ${less} ${words}`.slice(0, limits.designNameChars),
    a: source,
    structure: 0,
    style: 0,
    layers: {},
    sliders: {},
  };
  const add = () =>
    attempt(() => {
      client.undo.stopCapturing();
      onAdded(client.edit.derive(design.id, 'child', fields));
      client.undo.stopCapturing();
    });
  return (
    <fieldset className={styles.pull}>
      <legend className={styles.legend}>
        “{design.name}”, {sigmas === 0 ? 'as it is' : `${less} “${words}”`}
      </legend>
      <div className={styles.row}>
        <span className={styles.picture}>
          <RecipePicture recipe={recipe} alt={`${design.name}, ${less} ${words}`} steady />
        </span>
        <div className={styles.controls}>
          <StitchSlider
            label={`How ${words}`}
            value={sigmas}
            min={-reachSigmas}
            max={reachSigmas}
            step={stepSigmas}
            origin={0}
            valueText={sigmas === 0 ? 'as it is' : `${Math.abs(sigmas)} sigma ${less}`}
            disabled={false}
            onSlide={setSigmas}
            onGrab={nothingHeld}
            onRelease={nothingHeld}
            onReset={() => setSigmas(0)}
          />
          <span className={styles.ends} aria-hidden="true">
            <span>less</span>
            <span>more</span>
          </span>
          <Button disabled={sigmas === 0} onClick={add}>
            Put it on the rack
          </Button>
        </div>
      </div>
      {agreement < leastAgreement ? (
        <p className={styles.note} role="status">
          {by} hardly sees “{words}” in these garments: expect little.
        </p>
      ) : null}
    </fieldset>
  );
}

/** Nobody else has this slider: there is nothing to tell them. */
const nothingHeld = () => undefined;
