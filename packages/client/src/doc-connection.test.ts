import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createDesign, readRack } from '@toile/room';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, describe, expect, it, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { Awareness, applyAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { DocConnection, type DocConnectionEvents } from './doc-connection.js';

const Socket = WebSocket as unknown as typeof globalThis.WebSocket;
const ignored: DocConnectionEvents = {
  opened: () => undefined,
  synced: () => undefined,
  savingChanged: () => undefined,
  refused: () => undefined,
  lost: () => true,
};

async function closedPort(): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('DocConnection', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['waiting for its next attempt', 'connecting'])(
    'leaves no timer when it ends while %s',
    async (when) => {
      const port = await closedPort();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
      let connection!: DocConnection;
      const lost = new Promise<void>((resolve) => {
        const lost = () => {
          resolve();
          return true;
        };
        const events = { ...ignored, lost };
        connection = new DocConnection(`ws://127.0.0.1:${port}`, 'room', Socket, events);
      });
      connection.connect();
      if (when === 'connecting') {
        expect(connection.open).toBe(false);
      } else {
        await lost;
        await new Promise((resolve) => setImmediate(resolve));
        vi.advanceTimersByTime(0);
      }
      expect(vi.getTimerCount()).toBeGreaterThan(0);
      connection.disconnect();
      connection.doc.destroy();
      // The provider's own retry is due at once, and does nothing.
      vi.advanceTimersByTime(0);
      expect(vi.getTimerCount()).toBe(0);
      connection.connect();
      connection.hurry();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('says where it is under a newer clock on each connection: the others have let go of the older one', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connection = new DocConnection(`ws://127.0.0.1:${port}`, 'room', Socket, ignored);
    /** Somebody else's awareness over two connections of this client, as y-protocols keeps it. */
    const other = new Awareness(new Y.Doc());
    let connections = 0;
    server.on('connection', (peer) => {
      connections += 1;
      peer.on('message', (message) => {
        const decoder = decoding.createDecoder(new Uint8Array(message as Buffer));
        if (decoding.readVarUint(decoder) !== 1) return;
        applyAwarenessUpdate(other, decoding.readVarUint8Array(decoder), 'wire');
        if (connections === 1) peer.close();
      });
      peer.on('close', () => removeAwarenessStates(other, [connection.doc.clientID], 'wire'));
    });
    connection.awareness.setLocalState({ looking: 'here' });
    connection.connect();
    await expect.poll(() => connections, { timeout: 10_000 }).toBe(2);
    await expect
      .poll(() => other.getStates().get(connection.doc.clientID), { timeout: 5_000 })
      .toEqual({ looking: 'here' });
    connection.disconnect();
    connection.doc.destroy();
    other.destroy();
    await new Promise((closed) => server.close(closed));
  });

  it('sends no edit before the server’s state vector has been answered, and all of them with the answer', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connection = new DocConnection(`ws://127.0.0.1:${port}`, 'room', Socket, ignored);
    createDesign(connection.doc, { name: 'Offline' });
    const received: number[] = [];
    const content: Uint8Array[] = [];
    server.on('connection', (peer) => {
      peer.on('message', (message) => {
        const decoder = decoding.createDecoder(new Uint8Array(message as Buffer));
        if (decoding.readVarUint(decoder) !== 0) return;
        const syncType = decoding.readVarUint(decoder);
        received.push(syncType);
        if (syncType !== sync.messageYjsSyncStep1) content.push(decoding.readVarUint8Array(decoder));
        if (received.length > 1) return;
        // The client is open and has not been asked yet.
        expect(connection.open).toBe(true);
        createDesign(connection.doc, { name: 'Unasked' });
        connection.flush();
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, 0);
        sync.writeSyncStep1(encoder, new Y.Doc());
        peer.send(encoding.toUint8Array(encoder));
      });
    });
    connection.connect();
    await expect.poll(() => received.length).toBe(2);
    createDesign(connection.doc, { name: 'Afterwards' });
    await expect.poll(() => received.length).toBe(3);
    expect(received).toEqual([sync.messageYjsSyncStep1, sync.messageYjsSyncStep2, sync.messageYjsUpdate]);
    const replica = new Y.Doc();
    const names = content.map((update) => {
      Y.applyUpdate(replica, update);
      return readRack(replica).map(({ name }) => name);
    });
    expect(names).toEqual([
      ['Offline', 'Unasked'],
      ['Offline', 'Unasked', 'Afterwards'],
    ]);
    connection.disconnect();
    connection.doc.destroy();
    await new Promise((closed) => server.close(closed));
  });
});
