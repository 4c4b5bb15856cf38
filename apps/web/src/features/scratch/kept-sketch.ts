import { z } from 'zod';
import { forget, keep, readKept } from '../../client/kept.js';

/** Sketches that one browser keeps: one for each room and member, those of the rooms that were sketched in last. */
const mostKept = 12;
/** A longer one is not kept: the storage is shared by everything that Toile remembers here. */
const mostChars = 200_000;

const listKey = 'sketches';
const listSchema = z.array(z.string());
const keyOf = (roomId: string, memberId: string) => `sketch.${roomId}.${memberId}`;

/** The private sketch that this member left in this browser, as `RoomClient.scratchText` had it. */
export const keptSketch = (roomId: string, memberId: string): string | null =>
  readKept(keyOf(roomId, memberId));

/** Keep the sketch as it is now; none, where `text` is null. */
export function keepSketch(roomId: string, memberId: string, text: string | null): void {
  const key = keyOf(roomId, memberId);
  const others = keptKeys().filter((one) => one !== key);
  const keeps = text !== null && text.length <= mostChars;
  if (!keeps) forget(key);
  else keep(key, text);
  const keys = keeps ? [key, ...others] : others;
  for (const old of keys.slice(mostKept)) forget(old);
  keep(listKey, JSON.stringify(keys.slice(0, mostKept)));
}

/** Latest first. */
function keptKeys(): readonly string[] {
  try {
    return listSchema.parse(JSON.parse(readKept(listKey) ?? '[]'));
  } catch {
    // Written by another version, or by hand: what it listed is found by its room and member still.
    return [];
  }
}
