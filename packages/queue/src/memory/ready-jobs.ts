import { type Lane, packOfJob, type RenderJob } from '@toile/protocol';
import { placeOf } from '../place.js';

interface WaitingRoom {
  /** When its turn came up, counted over all rotations: the lowest goes first. */
  turn: number;
  /** Places with a ready job, the one that is ready longest first. */
  readonly places: Set<string>;
}

const lanes: readonly Lane[] = ['live', 'background'];

/**
 * The places whose pending job may be claimed, in the order of SPEC Q9 to Q12: one rotation of rooms for each
 * lane and pack, one line of places for each room in it. Everything here is O(packs of the worker) or better.
 */
export class ReadyJobs {
  /** `lane/pack` -> rooms in the order of their turns. */
  readonly #rotations = new Map<string, Map<string, WaitingRoom>>();
  #turns = 0;

  add(job: RenderJob): void {
    const key = rotationOf(job);
    let rotation = this.#rotations.get(key);
    if (!rotation) {
      rotation = new Map();
      this.#rotations.set(key, rotation);
    }
    let room = rotation.get(job.roomId);
    if (!room) {
      room = { turn: ++this.#turns, places: new Set() };
      rotation.set(job.roomId, room);
    }
    room.places.add(placeOf(job.roomId, job.slot));
  }

  /** Does nothing when the job is not ready. */
  remove(job: RenderJob): void {
    const key = rotationOf(job);
    const rotation = this.#rotations.get(key);
    const room = rotation?.get(job.roomId);
    if (!rotation || !room) return;
    room.places.delete(placeOf(job.roomId, job.slot));
    if (room.places.size === 0) rotation.delete(job.roomId);
    if (rotation.size === 0) this.#rotations.delete(key);
  }

  /** Takes the place whose turn it is out and moves its room to the end, or answers null. */
  next(packIds: readonly string[]): string | null {
    for (const lane of lanes) {
      const found = this.#first(lane, packIds);
      if (!found) continue;
      const { rotation, key, roomId, room } = found;
      const place = room.places.values().next().value!;
      room.places.delete(place);
      rotation.delete(roomId);
      if (room.places.size > 0) {
        room.turn = ++this.#turns;
        rotation.set(roomId, room);
      }
      if (rotation.size === 0) this.#rotations.delete(key);
      return place;
    }
    return null;
  }

  #first(lane: Lane, packIds: readonly string[]) {
    let found: {
      rotation: Map<string, WaitingRoom>;
      key: string;
      roomId: string;
      room: WaitingRoom;
    } | null = null;
    for (const packId of packIds) {
      const key = `${lane}/${packId}`;
      const rotation = this.#rotations.get(key);
      if (!rotation) continue;
      const [roomId, room] = rotation.entries().next().value!;
      if (!found || room.turn < found.room.turn) found = { rotation, key, roomId, room };
    }
    return found;
  }
}

const rotationOf = (job: RenderJob): string => `${job.lane}/${packOfJob(job)}`;
