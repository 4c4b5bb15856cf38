import { createDesign, readRack, setField } from '@toile/room';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import type { YjsPeer } from './testing/yjs-peer.fixture.js';

let server: TestServer;
let host: Person;
let roomId: string;

beforeAll(async () => {
  server = await startServer();
  host = new Person(server);
  roomId = (await host.createRoom()).room.id;
});
afterAll(async () => {
  host.leave();
  await server.close();
});

/** Mulberry32: the same frames in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

/** A frame that begins like one of ours and then goes wrong. */
function wrongFrame(random: (below: number) => number, peer: YjsPeer): Uint8Array {
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(peer.doc));
  const before = Y.encodeStateVector(scratch);
  createDesign(scratch, { name: `fuzz ${random(1000)}`, structure: random(100) / 100 });
  const update = Y.encodeStateAsUpdate(scratch, before);
  const frame = Uint8Array.of(random(5), random(4), update.length & 127, ...update);
  const kind = random(4);
  if (kind === 0) return frame.subarray(0, random(frame.length));
  if (kind === 1) return Uint8Array.from({ length: random(200) }, () => random(256));
  for (let change = 0; change <= random(6); change += 1) frame[random(frame.length)] = random(256);
  return kind === 2 ? frame : Uint8Array.of(...frame, ...frame);
}

describe('raw frames', () => {
  it('2,000 corrupted frames leave the room alive, its document valid and the others undisturbed', async () => {
    const random = seeded(20261124);
    const witness = await host.yjs(roomId).ready();
    const { id } = readRack(witness.doc)[0]!;
    let fuzzer = await host.yjs(roomId, { polite: false });
    await fuzzer.until(() => fuzzer.syncRequests > 0, 'the greeting');
    let sent = 0;
    while (sent < 2_000) {
      for (let burst = 0; burst < 4 && sent < 2_000; burst += 1) {
        fuzzer.sendRaw(wrongFrame(random, witness));
        sent += 1;
      }
      if (sent % 200 === 0) {
        const style = sent / 4_000;
        setField(witness.doc, id, 'mix.style', style);
        await witness.allSaved();
      }
      // A new connection each time: strikes would otherwise end the run early.
      fuzzer.close();
      fuzzer = host.yjs(roomId, { polite: false });
      await fuzzer.until(() => fuzzer.syncRequests > 0 || fuzzer.closed !== null, 'the next greeting');
    }
    fuzzer.close();
    expect(witness.closed).toBeNull();
    witness.synced = false;
    witness.askSync();
    await witness.ready();
    const fresh = await host.yjs(roomId).ready();
    expect(readRack(fresh.doc)).toEqual(readRack(witness.doc));
    expect(readRack(fresh.doc).find((design) => design.id === id)?.style).toBe(0.5);
    const { pendingStructs, pendingDs } = server.gateway.rooms.peek(roomId)!.doc.store;
    expect([pendingStructs, pendingDs]).toEqual([null, null]);
  }, 60_000);
});
