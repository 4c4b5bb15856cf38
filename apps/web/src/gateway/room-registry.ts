import { ToileError } from '@toile/protocol';
import { OpenRoom, type RoomParts } from './open-room.js';

type Slot =
  | { readonly kind: 'opening'; readonly opened: Promise<OpenRoom>; guests: number }
  | { readonly kind: 'open'; readonly room: OpenRoom; guests: number }
  /** Everyone has left; it is freed when the timer ends. */
  | { readonly kind: 'lingering'; readonly room: OpenRoom; readonly timer: NodeJS.Timeout }
  /** The last changes are on their way to the store. Whoever comes keeps the room. */
  | { readonly kind: 'settling'; readonly room: OpenRoom };

/** A room that is held open until it is released. */
export interface RoomLease {
  readonly room: OpenRoom;
  /** Give the room back; calling it again does nothing. */
  release(): void;
}

export interface RoomRegistryOptions extends RoomParts {
  /** How long a room stays in memory after the last connection, in ms. */
  readonly lingerMs?: number;
}

/** The rooms in memory. A room is opened by its first connection, once, and freed some time after its last. */
export class RoomRegistry {
  readonly #options: RoomRegistryOptions;
  readonly #slots = new Map<string, Slot>();
  #stopping = false;

  constructor(options: RoomRegistryOptions) {
    this.#options = options;
  }

  /** The room if it is in memory now. */
  peek(roomId: string): OpenRoom | null {
    const slot = this.#slots.get(roomId);
    return slot && slot.kind !== 'opening' ? slot.room : null;
  }

  /** Every room in memory. */
  get rooms(): OpenRoom[] {
    return [...this.#slots.values()].flatMap((slot) => (slot.kind === 'opening' ? [] : [slot.room]));
  }

  /**
   * Hold a room open, reading it first where it is not in memory.
   * @throws ToileError `room-not-found`, `server-stopping`; rejects as the store does.
   */
  async acquire(roomId: string): Promise<RoomLease> {
    if (this.#stopping) throw new ToileError('server-stopping');
    const slot = this.#slots.get(roomId) ?? this.#open(roomId);
    if (slot.kind === 'opening') {
      slot.guests += 1;
      return this.#lease(roomId, await slot.opened);
    }
    if (slot.kind === 'open') {
      slot.guests += 1;
    } else {
      if (slot.kind === 'lingering') clearTimeout(slot.timer);
      this.#slots.set(roomId, { kind: 'open', room: slot.room, guests: 1 });
    }
    return this.#lease(roomId, slot.room);
  }

  /** End every connection with `error`, save every room, and free those that are saved. Never rejects. */
  async stop(error: ToileError, deadlineMs: number): Promise<void> {
    this.#stopping = true;
    const rooms = this.rooms;
    for (const room of rooms) room.endAll(error);
    const settled = Promise.allSettled(rooms.map((room) => room.settle()));
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, deadlineMs))]);
    for (const room of rooms) {
      if (!room.log.saved) {
        this.#options.log.error(
          { roomId: room.id },
          'the store took no more: changes stay with their authors',
        );
      }
    }
    for (const slot of this.#slots.values()) if (slot.kind === 'lingering') clearTimeout(slot.timer);
    this.#slots.clear();
    await Promise.all(rooms.map((room) => room.close()));
  }

  #open(roomId: string): Slot & { kind: 'opening' } {
    const opened = OpenRoom.open(roomId, this.#options);
    const slot: Slot = { kind: 'opening', opened, guests: 0 };
    this.#slots.set(roomId, slot);
    opened.then(
      (room) => {
        this.#slots.set(roomId, { kind: 'open', room, guests: slot.guests });
        this.#count();
      },
      () => this.#slots.delete(roomId),
    );
    return slot;
  }

  #lease(roomId: string, room: OpenRoom): RoomLease {
    let released = false;
    return {
      room,
      release: () => {
        if (released) return;
        released = true;
        this.#release(roomId);
      },
    };
  }

  #release(roomId: string): void {
    const slot = this.#slots.get(roomId);
    if (slot?.kind !== 'open') return;
    slot.guests -= 1;
    if (slot.guests > 0) return;
    const timer = setTimeout(() => void this.#settle(roomId, slot.room), this.#options.lingerMs ?? 10_000);
    timer.unref();
    this.#slots.set(roomId, { kind: 'lingering', room: slot.room, timer });
  }

  async #settle(roomId: string, room: OpenRoom): Promise<void> {
    const slot: Slot = { kind: 'settling', room };
    this.#slots.set(roomId, slot);
    await room.settle();
    // Somebody came meanwhile; or a row of another instance did, and is being looked at.
    if (this.#slots.get(roomId) !== slot) return;
    this.#slots.delete(roomId);
    this.#count();
    await room.close();
  }

  #count(): void {
    this.#options.metrics.roomsOpen.set(this.rooms.length);
  }
}
