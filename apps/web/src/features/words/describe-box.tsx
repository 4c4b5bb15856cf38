'use client';

import { limits, type PackSummary } from '@toile/protocol';
import { type Chip, type Design, understand } from '@toile/room';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { ChipMenu, chipLabel } from './chip-menu.js';
import styles from './describe-box.module.css';
import { describedBy, lockedWords, startedFrom } from './described-design.js';
import { StartGrid } from './start-grid.js';
import { type Starts, useStarts } from './use-starts.js';
import { WordPull } from './word-pull.js';

/** The box, for those who may add what it finds, once the pack is known. */
export function DescribePanel({ design, onAdded }: Pick<DescribeBoxProps, 'design' | 'onAdded'>) {
  const pack = useRoomState((state) => state.pack);
  const { edit } = useRights();
  // The sliders and seeds of another pack are none of this one.
  const kin = design?.pack === null ? design : null;
  return pack && edit ? <DescribeBox pack={pack} design={kin} onAdded={onAdded} /> : null;
}

interface DescribeBoxProps {
  pack: PackSummary;
  /** On the stage: what is locked in it stays. */
  design: Design | null;
  onAdded: (designId: string) => void;
}

const keyOf = (chip: Chip): string => (chip.kind === 'attribute' ? chip.directionId : chip.kind);

/** What becomes of words that the lexicon does not know: a search without the CLIP has left them out. */
function unknownLabel(clip: string | null, starts: Starts): string {
  if (clip === null) return 'Not understood';
  return starts.kind === 'found' && starts.by === null ? 'Left out' : `Left to ${clip}`;
}

/**
 * "Long navy dress, deep neckline": what was understood stands below as chips that can be corrected, what was not
 * is said, and seeds that come near are offered as starts.
 */
function DescribeBox({ pack, design, onAdded }: DescribeBoxProps) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const hintId = useId();
  const isSketch = useIsSketch(design);
  const [text, setText] = useState('');
  /** By chip: what a person has made of it; null is left out. Forgotten when the text changes. */
  const [corrections, setCorrections] = useState<ReadonlyMap<string, Chip | null>>(new Map());
  const { starts, look, more, forget } = useStarts(pack);
  const understood = useMemo(() => understand(text, pack), [text, pack]);
  const chips = understood.chips.flatMap((chip) => {
    const corrected = corrections.get(keyOf(chip));
    return corrected === undefined ? [chip] : (corrected ?? []);
  });

  const kept = design ? lockedWords(design, pack) : [];

  const write = (next: string) => {
    setText(next);
    setCorrections(new Map());
    forget();
  };
  const correct = (chip: Chip, to: Chip | null) => {
    setCorrections(new Map([...corrections, [keyOf(chip), to]]));
    forget();
  };
  const clip = pack.clip?.name ?? null;
  const said = text.trim().replace(/\s+/g, ' ');
  const isFindable = chips.length > 0 || (clip !== null && said !== '');
  const rest = understood.unknown.join(' ');
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (isFindable) void look(describedBy(chips, design), clip === null ? null : said);
  };
  const name = () => {
    const short = said.slice(0, limits.designNameChars);
    return short.charAt(0).toLocaleUpperCase() + short.slice(1);
  };

  return (
    <form className={styles.box} onSubmit={search}>
      <input
        className={styles.text}
        value={text}
        maxLength={400}
        placeholder="Describe it…"
        aria-label="Describe a garment"
        aria-describedby={hintId}
        autoComplete="off"
        onChange={(event) => write(event.target.value)}
      />
      <p id={hintId} className={text === '' ? styles.hint : 'unseen'}>
        such as “long navy dress, deep neckline, no pattern”
      </p>
      {chips.length > 0 ? (
        <ul className={styles.chips} aria-label="Understood">
          {chips.map((chip) => (
            <li key={keyOf(chip)}>
              <ChipMenu chip={chip} pack={pack} onCorrect={(to) => correct(chip, to)} />
            </li>
          ))}
        </ul>
      ) : null}
      {understood.unknown.length > 0 ? (
        <p className={styles.unknown} role="status">
          {unknownLabel(clip, starts)}: {understood.unknown.map((word) => `“${word}”`).join(', ')}
        </p>
      ) : null}
      {kept.length > 0 && isFindable ? (
        <p className={styles.unknown}>Locked, and stays as it is: {kept.join(', ')}</p>
      ) : null}
      {isFindable && starts.kind !== 'found' ? (
        <Button type="submit" className={styles.find} disabled={starts.kind === 'looking'}>
          {starts.kind === 'looking' ? `Looking… ${starts.seen} of ${starts.of}` : 'Find a start'}
        </Button>
      ) : null}
      {starts.kind === 'failed' ? (
        <p className={styles.unknown} role="alert">
          {starts.why ?? 'The pictures to choose from could not be drawn. Please try again.'}
        </p>
      ) : null}
      {starts.kind === 'failed' && starts.why !== null && chips.length > 0 ? (
        <Button
          tone="quiet"
          className={styles.find}
          onClick={() => void look(describedBy(chips, design), null)}
        >
          Find a start without {clip}
        </Button>
      ) : null}
      {starts.kind === 'found' ? (
        <StartGrid
          pack={pack}
          described={starts.described}
          sources={starts.sources}
          by={starts.by}
          label={starts.by === null ? chips.map((chip) => chipLabel(chip, pack)).join(', ') : said}
          onMore={more}
          onChoose={(sources) =>
            attempt(() => {
              client.undo.stopCapturing();
              onAdded(client.edit.create(startedFrom(sources, starts.described, name())));
              client.undo.stopCapturing();
            })
          }
        />
      ) : null}
      {clip !== null && rest !== '' && design && !isSketch ? (
        <WordPull pack={pack} by={clip} words={rest} design={design} onAdded={onAdded} />
      ) : null}
    </form>
  );
}
