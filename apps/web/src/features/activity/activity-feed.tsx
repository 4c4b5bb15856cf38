'use client';

import { type ActivityLine, activityLines, whoWords } from '@toile/client';
import { useMemo, useState } from 'react';
import { dayName, timeOfDay } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useActivity, useRack, useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { HistoryThumb } from '../history/history-thumb.js';
import { useLookingBack } from '../history/looking-back.js';
import { useRestoreVersion } from '../history/use-restore.js';
import { useWords } from '../history/use-words.js';
import { Face } from '../presence/face.js';
import type { Person } from '../presence/person.js';
import styles from './activity-feed.module.css';
import { lineDesign } from './line-design.js';

/** What happened in the room, newest first, by day. */
export function ActivityFeed({ onLeave }: { onLeave?: () => void }) {
  const { client } = useOpenRoom();
  const { entries, complete } = useActivity();
  const attempt = useAttempt();
  const sources = useWords();
  const [reading, setReading] = useState(false);
  const lines = useMemo(() => activityLines(entries, sources), [entries, sources]);
  const days = useMemo(() => byDay(lines), [lines]);

  const readOlder = async () => {
    setReading(true);
    await attempt(() => client.activity.readOlder());
    setReading(false);
  };
  return (
    <div className={styles.feed}>
      {days.map(({ name, lines: ofDay }) => (
        <section key={name} aria-label={name}>
          <h3 className={styles.day}>{name}</h3>
          <ol>
            {ofDay.map((line) => (
              <Line key={line.id} line={line} onLeave={onLeave} />
            ))}
          </ol>
        </section>
      ))}
      {complete ? null : (
        <Button tone="quiet" className={styles.older} disabled={reading} onClick={readOlder}>
          {reading ? 'Reading…' : 'Earlier'}
        </Button>
      )}
    </div>
  );
}

function Line({ line, onLeave }: { line: ActivityLine; onLeave: (() => void) | undefined }) {
  const members = useRoomState((state) => state.members);
  const myId = useRoomState((state) => state.me?.id ?? null);
  const rack = useRack();
  const { edit } = useRights();
  const { showVersion } = useLookingBack();
  const restoreVersion = useRestoreVersion();
  const { version, by } = line;
  const design = useMemo(() => version && lineDesign(version), [version]);
  const here = version !== null && rack.some(({ id }) => id === version.designId);
  const author = by.at(-1);
  const person: Person | null = author
    ? (members.find(({ id }) => id === author.id) ?? { ...author, colour: 'slate', role: null })
    : null;

  return (
    <li className={styles.line}>
      {person ? <Face person={person} size="small" /> : <span className={styles.nobody} />}
      <p className={styles.words}>
        {by.length > 0 ? <b>{whoWords(by, myId)}</b> : null} {line.words}
        <time className={styles.time} dateTime={new Date(line.atMs).toISOString()}>
          {timeOfDay(line.atMs)}
        </time>
      </p>
      {version && design && here ? (
        <button
          type="button"
          className={styles.picture}
          aria-label={`Look at ${design.name} as it was then`}
          onClick={() => {
            showVersion(version);
            onLeave?.();
          }}
        >
          <HistoryThumb design={design} />
        </button>
      ) : null}
      {version && design && !here ? (
        <span className={styles.picture} data-gone="true">
          <HistoryThumb design={design} />
        </span>
      ) : null}
      {version?.deed === 'removed' && !here && edit ? (
        <Button className={styles.back} onClick={() => restoreVersion(version)}>
          Bring back
        </Button>
      ) : null}
    </li>
  );
}

function byDay(lines: readonly ActivityLine[]): { name: string; lines: ActivityLine[] }[] {
  const days: { name: string; lines: ActivityLine[] }[] = [];
  const nowMs = Date.now();
  for (const line of lines) {
    const name = dayName(line.atMs, nowMs);
    const day = days.at(-1);
    if (day?.name === name) day.lines.push(line);
    else days.push({ name, lines: [line] });
  }
  return days;
}
