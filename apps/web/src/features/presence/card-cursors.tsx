'use client';

import type { PresenceEntry } from '@toile/client';
import { useCallback, useSyncExternalStore } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import styles from './cursors.module.css';
import { Pointer } from './pointer.js';

type ByCard = ReadonlyMap<string, readonly PresenceEntry[]>;

const none: readonly PresenceEntry[] = [];
/** Sorted once for all cards of the rack: presence changes with every movement of a hand. */
const sorted = new WeakMap<readonly PresenceEntry[], ByCard>();

function byCard(presences: readonly PresenceEntry[]): ByCard {
  const before = sorted.get(presences);
  if (before) return before;
  const cards = new Map<string, PresenceEntry[]>();
  for (const entry of presences) {
    const card = entry.presence.cursor?.card;
    if (!entry.mine && card !== undefined) cards.set(card, [...(cards.get(card) ?? []), entry]);
  }
  sorted.set(presences, cards);
  return cards;
}

/** Where the others point at, on a card of the rack. Fills its positioned parent. */
export function CardCursors({ designId }: { designId: string }) {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribePresence(listener), [client]);
  const snapshot = () => byCard(client.presences).get(designId) ?? none;
  const here = useSyncExternalStore(subscribe, snapshot, snapshot);
  if (here.length === 0) return null;
  return (
    <div className={styles.layer} aria-hidden="true">
      {here.map((entry) => (
        <Pointer key={entry.clientId} entry={entry} at={entry.presence.cursor ?? { x: 0, y: 0 }} />
      ))}
    </div>
  );
}
