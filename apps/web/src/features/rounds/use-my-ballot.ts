'use client';

import type { Ballot, Round } from '@toile/protocol';
import { useEffect, useReducer, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { wordsOf } from '../controls/words-of.js';
import { BallotWriter } from './ballot-writer.js';

export interface MyBallot {
  /** As this person last touched it; null where there is none, `{}` abstains. */
  readonly ballot: Ballot | null;
  /** `saving`: on its way. `waiting`: the server cannot be reached, it is sent again. */
  readonly state: 'saved' | 'saving' | 'waiting';
  readonly write: (ballot: Ballot | null) => void;
}

/** This person's ballot in the open round: the server's, under what this page has not been able to save yet. */
export function useMyBallot(round: Round): MyBallot {
  const { client } = useOpenRoom();
  const toast = useToast();
  const [, render] = useReducer((count: number) => count + 1, 0);
  const saved = useRoomState((state) =>
    state.roundProgress?.roundId === round.id ? state.roundProgress.mine : null,
  );
  const [writer, setWriter] = useState<BallotWriter | null>(null);
  useEffect(() => {
    const opened = new BallotWriter((ballot) => client.castBallot(round.id, ballot), {
      changed: render,
      refused: (error) => toast({ text: wordsOf(error), tone: 'problem' }),
    });
    setWriter(opened);
    return () => opened.close();
  }, [client, round.id, toast]);
  const draft = writer?.draft ?? null;
  return {
    ballot: draft ? draft.ballot : saved,
    state: draft === null ? 'saved' : writer?.waiting ? 'waiting' : 'saving',
    write: (ballot) => writer?.write(ballot),
  };
}
