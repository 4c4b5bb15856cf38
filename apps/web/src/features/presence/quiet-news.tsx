'use client';

import { useEffect, useRef, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { markLook } from '../reactions/reaction-marks.js';
import { PacedWords } from './paced-words.js';
import { useFollowerIds } from './use-people.js';

/** Says who reacted and who follows, now and then and together, for those who listen to the page. */
export function QuietNews() {
  const { client } = useOpenRoom();
  const [text, setText] = useState('');
  const [words, setWords] = useState<PacedWords | null>(null);
  const followerIds = useFollowerIds();
  const before = useRef<readonly string[]>([]);

  useEffect(() => {
    const opened = new PacedWords(setText);
    setWords(opened);
    const off = client.onSignal((signal) => {
      const design = client.rack.find(({ id }) => id === signal.designId);
      if (signal.kind !== 'reaction' || !design || signal.by === client.state.me?.id) return;
      opened.add(`${nameOf(client, signal.by)} reacted “${markLook(signal.mark).words}” to ${design.name}`);
    });
    return () => {
      off();
      opened.close();
    };
  }, [client]);
  useEffect(() => {
    if (!words) return;
    for (const id of followerIds) {
      if (!before.current.includes(id)) words.add(`${nameOf(client, id)} follows you`);
    }
    for (const id of before.current) {
      if (!followerIds.includes(id)) words.add(`${nameOf(client, id)} no longer follows you`);
    }
    before.current = followerIds;
  }, [client, words, followerIds]);
  return (
    <p className="unseen" role="status">
      {text}
    </p>
  );
}

const nameOf = ({ state }: ReturnType<typeof useOpenRoom>['client'], memberId: string): string =>
  state.members.find(({ id }) => id === memberId)?.name ?? 'Someone';
