'use client';

import { activityLines, whoWords } from '@toile/client';
import { useEffect, useRef, useState } from 'react';
import { useActivity, useRoomState } from '../../client/use-room.js';
import { useWords } from '../history/use-words.js';
import { announcement, newsSince } from './activity-news.js';

/** Announcements are this far apart at least, in ms: a busy room would otherwise talk over everything else. */
const apartMs = 8_000;

/** Says what the others did, for those who listen to the page. */
export function ActivityAnnouncer() {
  const { entries } = useActivity();
  const myId = useRoomState((state) => state.me?.id ?? null);
  const sources = useWords();
  const [text, setText] = useState('');
  /** When the newest entry was made that was said, or that was there before. */
  const saidMs = useRef<number | null>(null);
  const lastMs = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const newestMs = entries[0]?.atMs;
    if (newestMs === undefined) return;
    saidMs.current ??= newestMs;
    if (newestMs <= saidMs.current) return;
    const say = () => {
      const lines = activityLines(newsSince(entries, saidMs.current ?? newestMs, myId), sources);
      saidMs.current = newestMs;
      if (lines.length === 0) return;
      lastMs.current = performance.now();
      setText(announcement(lines.reverse().map(({ by, words }) => `${whoWords(by, myId)} ${words}`.trim())));
    };
    const timer = setTimeout(say, Math.max(0, lastMs.current + apartMs - performance.now()));
    return () => clearTimeout(timer);
  }, [entries, myId, sources]);
  return (
    <p className="unseen" role="status">
      {text}
    </p>
  );
}
