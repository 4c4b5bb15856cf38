import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomBus, RoomMessage } from './room-bus.js';
import { roomA, roomB } from './testing/samples.js';

/** Instances that a suite runs on. */
export interface BusesUnderTest {
  /** A web instance's bus: each call is another instance of the same fleet. */
  instance(): Promise<RoomBus>;
  close(): Promise<void>;
}

/** What a listener has heard. */
export class RoomLog {
  readonly messages: RoomMessage[] = [];
  gaps = 0;
  #changed: (() => void)[] = [];

  static async of(bus: RoomBus, roomId: string): Promise<RoomLog & { end(): Promise<void> }> {
    const log = new RoomLog();
    const end = await bus.subscribe(roomId, {
      message: (message) => {
        log.messages.push(message);
        log.#tell();
      },
      gap: () => {
        log.gaps += 1;
        log.#tell();
      },
    });
    return Object.assign(log, { end });
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  async upTo(count: number): Promise<RoomMessage[]> {
    await this.until(() => this.messages.length >= count);
    return this.messages;
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const tell of changed) tell();
  }
}

const doc = (seq: number, byteCount = 3): RoomMessage => ({
  kind: 'doc',
  seq,
  update: Uint8Array.from({ length: byteCount }, (_, at) => (at + seq) & 255),
});

/** SPEC.md B1 to B6, on any implementation of the room bus. */
export function describeRoomBus(name: string, open: () => Promise<BusesUnderTest>): void {
  describe(`room bus: ${name}`, () => {
    let under: BusesUnderTest;
    let here: RoomBus;
    let there: RoomBus;

    beforeEach(async () => {
      under = await open();
      here = await under.instance();
      there = await under.instance();
    });

    afterEach(async () => {
      await under.close();
    });

    it('B1 reaches every listener on the other instances and none on its own', async () => {
      const third = await under.instance();
      const mine = await RoomLog.of(here, roomA);
      const theirs = [
        await RoomLog.of(there, roomA),
        await RoomLog.of(there, roomA),
        await RoomLog.of(third, roomA),
      ];
      await here.publish(roomA, doc(1));
      for (const log of theirs) expect(await log.upTo(1)).toEqual([doc(1)]);
      await there.publish(roomA, doc(2));
      expect(await mine.upTo(1)).toEqual([doc(2)]);
      expect(await theirs[2]!.upTo(2)).toEqual([doc(1), doc(2)]);
      expect(theirs[0]!.messages).toEqual([doc(1)]);
    });

    it('B1 carries every kind of message', async () => {
      const log = await RoomLog.of(there, roomA);
      const messages: RoomMessage[] = [
        doc(Number.MAX_SAFE_INTEGER, 256),
        doc(0, 0),
        { kind: 'awareness', update: Uint8Array.of(0, 255, 13, 10) },
        { kind: 'awareness-query' },
        { kind: 'changed', what: 'room' },
        { kind: 'changed', what: 'members' },
        { kind: 'changed', what: 'votes' },
        { kind: 'changed', what: 'removed' },
        { kind: 'changed', what: 'round' },
        { kind: 'changed', what: 'activity' },
        { kind: 'changed', what: 'locks' },
        { kind: 'signal', signal: { kind: 'gather', by: 'AnaAnaAnaAna', designId: 'DesignDesign' } },
      ];
      for (const message of messages) await here.publish(roomA, message);
      expect(await log.upTo(messages.length)).toEqual(messages);
      expect(log.gaps).toBe(0);
    });

    it('B2 keeps the order of one sender, awaited or not', async () => {
      const log = await RoomLog.of(there, roomA);
      const sent = Array.from({ length: 200 }, (_, at) => doc(at));
      await Promise.all(sent.map((message) => here.publish(roomA, message)));
      expect(await log.upTo(200)).toEqual(sent);
    });

    it('B3 carries a large update byte for byte, whatever becomes of it at the sender', async () => {
      const log = await RoomLog.of(there, roomA);
      const update = Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 7) & 255);
      const expected = Buffer.from(update);
      const published = here.publish(roomA, { kind: 'doc', seq: 1, update });
      update.fill(0);
      await published;
      const [message] = await log.upTo(1);
      if (message?.kind !== 'doc') throw new Error('expected an update');
      expect(Buffer.compare(message.update, expected)).toBe(0);
      expect(Buffer.isBuffer(message.update)).toBe(false);
    });

    it('B4 keeps rooms and subscriptions apart', async () => {
      const a = await RoomLog.of(there, roomA);
      const alsoA = await RoomLog.of(there, roomA);
      const b = await RoomLog.of(there, roomB);
      await here.publish(roomA, doc(1));
      await Promise.all([a.upTo(1), alsoA.upTo(1)]);
      await a.end();
      await a.end();
      await here.publish(roomA, doc(2));
      await here.publish(roomB, doc(3));
      expect(await alsoA.upTo(2)).toEqual([doc(1), doc(2)]);
      expect(await b.upTo(1)).toEqual([doc(3)]);
      expect(a.messages).toEqual([doc(1)]);
    });

    it('B4 a room that everyone left can be joined again', async () => {
      const first = await RoomLog.of(there, roomA);
      const leaving = first.end();
      const second = await RoomLog.of(there, roomA);
      await leaving;
      await here.publish(roomA, doc(1));
      expect(await second.upTo(1)).toEqual([doc(1)]);
      expect(first.messages).toEqual([]);
    });

    it('B5 keeps nothing for later', async () => {
      await here.publish(roomA, doc(1));
      const log = await RoomLog.of(there, roomA);
      await here.publish(roomA, doc(2));
      expect(await log.upTo(1)).toEqual([doc(2)]);
    });

    it('B6 is over once it is closed', async () => {
      const log = await RoomLog.of(there, roomA);
      const stays = await RoomLog.of(await under.instance(), roomA);
      await there.close();
      await there.close();
      await expect(there.publish(roomA, doc(1))).rejects.toMatchObject({ code: 'closed' });
      await expect(RoomLog.of(there, roomA)).rejects.toMatchObject({ code: 'closed' });
      await log.end();
      await here.publish(roomA, doc(2));
      expect(await stays.upTo(1)).toEqual([doc(2)]);
      expect(log.messages).toEqual([]);
    });
  });
}
