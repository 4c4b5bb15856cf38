'use client';

import { type Activity, type DesignHistory, lockOn, type PresenceEntry, type RoomState } from '@toile/client';
import { type Recipe, recipeHash } from '@toile/latent';
import { mayComment, mayEdit, mayHost, mayVote, type PackSummary, type Role } from '@toile/protocol';
import { type Design, packOf } from '@toile/room';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Picture } from './frame-pictures.js';
import { useReadOnly } from './read-only.js';
import type { RecipePicture } from './recipe-pictures.js';
import { useOpenRoom } from './room-context.js';

/**
 * One part of the room's state; only a change of that part renders again. `select` must answer the same object
 * for the same state.
 */
export function useRoomState<T>(select: (state: RoomState) => T): T {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client]);
  const snapshot = () => select(client.state);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The rack, in order. */
export function useRack(): readonly Design[] {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribeRack(listener), [client]);
  const snapshot = () => client.rack;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** Everybody's presence, this connection's included. */
export function usePresences(): readonly PresenceEntry[] {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribePresence(listener), [client]);
  const snapshot = () => client.presences;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The pack that draws a design, or null while it is not known; the room's own for none. */
export const useDesignPack = (design: Pick<Design, 'pack'> | null): PackSummary | null =>
  useRoomState((state) => packOf(design, state));

/** The decoded picture of a design; a new frame renders only the places that show it. */
export function usePicture(designId: string): Picture | null {
  const { pictures } = useOpenRoom();
  const subscribe = useCallback(
    (listener: () => void) => pictures.subscribe(designId, listener),
    [pictures, designId],
  );
  const snapshot = () => pictures.picture(designId);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The picture of any recipe of this room's pack; `recipe` must be the same object until it differs. */
export function useRecipePicture(recipe: Recipe | null): RecipePicture {
  const { recipePictures } = useOpenRoom();
  const hash = useMemo(() => recipe && recipeHash(recipe), [recipe]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: recipes of one hash are one recipe.
  const subscribe = useCallback(
    (listener: () => void) => (recipe ? recipePictures.subscribe(recipe, listener) : () => undefined),
    [recipePictures, hash],
  );
  const snapshot = () => recipePictures.picture(hash);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The versions of a design as far as they are read; reads the newest of them first. None for null. */
export function useDesignHistory(designId: string | null): DesignHistory | null {
  const { client } = useOpenRoom();
  const subscribe = useCallback(
    (listener: () => void) =>
      designId === null ? () => undefined : client.history.subscribe(designId, listener),
    [client, designId],
  );
  const snapshot = () => (designId === null ? null : client.history.of(designId));
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** What happened in the room, as far as it is read. */
export function useActivity(): Activity {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.activity.subscribe(listener), [client]);
  const snapshot = () => client.activity.activity;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

export interface Rights {
  readonly role: Role | null;
  /** Change what was asked about: nothing that is locked for them. */
  readonly edit: boolean;
  /** The lock that keeps somebody from editing who otherwise might. */
  readonly lock: ReturnType<typeof lockOn>;
  readonly vote: boolean;
  readonly comment: boolean;
  readonly host: boolean;
}

/** What this person may do with a design, or with the rack; nothing while the room has not said yet. */
export function useRights(designId: string | null = null): Rights {
  const role = useRoomState((state) => state.me?.role ?? null);
  const lock = useRoomState((state) => lockOn(state, designId));
  const readOnly = useReadOnly();
  return {
    role,
    edit: role !== null && !readOnly && mayEdit(role) && lock === null,
    lock: role !== null && mayEdit(role) ? lock : null,
    vote: role !== null && mayVote(role),
    comment: role !== null && mayComment(role),
    host: role !== null && mayHost(role),
  };
}
