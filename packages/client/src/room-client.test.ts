import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseRecipe, type Recipe, recipeHash, recipeJson } from '@toile/latent';
import {
  type ActivityEntry,
  type ErrorCode,
  errorTable,
  type FrameMeta,
  frameMetaHeader,
  type Member,
  newMemberId,
  newRoomId,
  newToken,
  type OpenRoundRequest,
  type Role,
  type Round,
  sessionCookie,
  socketPath,
  ToileError,
  type Welcome,
  yjsMessage,
} from '@toile/protocol';
import {
  AdmissionDoc,
  createDesign,
  designRecipe,
  designState,
  designsOf,
  readDesign,
  setField,
  stateText,
} from '@toile/room';
import { testPack } from '@toile/room/testing';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Server as SocketServer } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { nodeToileHttp, openNodeRoom } from './node.js';
import { readSharedRecipe, recipeUrl } from './recipe-link.js';
import type { RoomClient } from './room-client.js';

const roomId = newRoomId();
const packId = 'ab'.repeat(32);
const pack = testPack({
  id: packId,
  numWs: 4,
  structureLayers: [0, 2],
  defaultTruncationPsi: 0.5,
  sliders: [],
});

interface YjsPeer {
  readonly ws: WebSocket;
  readonly member: Member;
  counted: number;
  /** Nothing more is taken from it. */
  refused: boolean;
  /** What came, in order. */
  readonly log: ('content' | 'awareness')[];
  awarenessIds: number[][];
}

/**
 * The far ends of both wires, on real sockets and a real admitted document, with the reins in a test's hand:
 * acknowledgements can be held back, connections cut or refused. What the gateway itself does is tested with it.
 */
class WireEnds {
  readonly room = new AdmissionDoc(new Y.Doc());
  readonly members = new Map<string, Member>();
  readonly yjs = new Set<YjsPeer>();
  readonly http: Server;
  readonly live: SocketServer;
  readonly #wss = new WebSocketServer({ noServer: true });
  acknowledging = true;
  /** How Yjs upgrades are answered. */
  upgrades: 'welcome' | 'cut' = 'welcome';
  upgradeCount = 0;
  /** No design of this name is taken in. */
  forbidden: string | null = null;
  /** Recipes whose pictures were asked for; what they are answered with waits for `painting`. */
  readonly pictured: Recipe[] = [];
  painting: Promise<void> = Promise.resolve();
  pictureError: ErrorCode | null = null;
  /** What newcomers are told of what happened. */
  activity: ActivityEntry[] = [];
  /** What HTTP says of the room. */
  roomError: ErrorCode | null = null;

  constructor() {
    designsOf(this.room.doc);
    this.http = createServer((request, response) => {
      const member = this.#memberOf(request);
      const fail = (code: ErrorCode) => {
        response.statusCode = errorTable[code].httpStatus;
        response.end(JSON.stringify(new ToileError(code).toBody()));
      };
      if (this.roomError) return fail(this.roomError);
      if (!member) return fail('unauthenticated');
      const picture = new URL(request.url ?? '', 'http://room').searchParams.get('recipe');
      if (picture !== null) {
        const recipe = parseRecipe(Buffer.from(picture, 'base64url').toString());
        this.pictured.push(recipe);
        const { pictureError } = this;
        void this.painting.then(() => {
          if (pictureError) return fail(pictureError);
          response.setHeader(frameMetaHeader, JSON.stringify(frameMeta(recipeHash(recipe))));
          response.end(recipeHash(recipe));
        });
        return;
      }
      response.end(
        JSON.stringify(
          request.url?.endsWith('/packs') ? { packs: [pack] } : { room: this.#room(), me: member },
        ),
      );
    });
    this.live = new SocketServer(this.http, {
      path: socketPath,
      transports: ['websocket'],
      destroyUpgrade: false,
      wsEngine: WebSocketServer,
    });
    this.live.use((socket, next) => {
      const member = this.#memberOf(socket.request);
      if (member && socket.handshake.auth.roomId === roomId) return next();
      next(Object.assign(new Error('refused'), { data: new ToileError('not-a-member').toBody() }));
    });
    this.live.on('connection', (socket) => {
      const me = this.#memberOf(socket.request) as Member;
      const welcome: Welcome = {
        room: this.#room(),
        me,
        members: [...this.members.values()],
        online: [me.id],
        tallies: { votes: {} },
        renderer: { workers: [], pending: 0, queueOk: true },
        locks: { room: null, designs: {} },
        round: { serverTimeMs: Date.now() + 60_000, round: null, progress: null },
        activity: this.activity,
      };
      socket.emit('welcome', welcome);
      socket.on('round-open', (_request, answer) => answer({ ok: true, roundId: 'roundAAAAAAA' }));
      socket.on('vote', ({ designId, vote }, answer) => {
        if (me.role === 'viewer')
          return answer({ ok: false, error: new ToileError('role-forbidden').toBody() });
        answer({ ok: true, tallies: { votes: vote ? { [designId]: [me.id] } : {} } });
      });
    });
    this.http.on('upgrade', (request, socket, head) => {
      if (!request.url?.startsWith('/yjs/')) return;
      this.upgradeCount += 1;
      const member = this.#memberOf(request);
      if (this.upgrades === 'cut' || !member) return socket.destroy();
      this.#wss.handleUpgrade(request, socket, head, (ws) => this.#greet(ws, member));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const { ws } of this.yjs) ws.terminate();
    await this.live.close();
  }

  /** Acknowledge what has been held back. */
  acknowledge(): void {
    this.acknowledging = true;
    for (const peer of this.yjs) this.#settle(peer);
  }

  cut(): void {
    for (const { ws } of this.yjs) ws.terminate();
  }

  end(code: ErrorCode): void {
    for (const { ws } of this.yjs) ws.close(errorTable[code].closeCode);
  }

  #room = () => ({ id: roomId, name: 'Atelier', packId, createdAtMs: 0 });

  #memberOf(request: IncomingMessage): Member | undefined {
    return this.members.get((request.headers.cookie ?? '').replace(`${sessionCookie}=`, ''));
  }

  #greet(ws: WebSocket, member: Member): void {
    const peer: YjsPeer = { ws, member, counted: 0, refused: false, log: [], awarenessIds: [] };
    this.yjs.add(peer);
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin !== peer) this.#sync(peer, (encoder) => sync.writeUpdate(encoder, update));
    };
    this.room.doc.on('update', onUpdate);
    ws.on('close', () => {
      this.yjs.delete(peer);
      this.room.doc.off('update', onUpdate);
    });
    ws.on('message', (message) => this.#receive(peer, new Uint8Array(message as Buffer)));
    this.#sync(peer, (encoder) => sync.writeSyncStep1(encoder, this.room.doc));
  }

  #receive(peer: YjsPeer, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    if (type === yjsMessage.awareness) {
      const update = decoding.createDecoder(decoding.readVarUint8Array(decoder));
      const ids = Array.from({ length: decoding.readVarUint(update) }, () => {
        const id = decoding.readVarUint(update);
        decoding.readVarUint(update);
        decoding.readVarString(update);
        return id;
      });
      peer.awarenessIds.push(ids);
      peer.log.push('awareness');
      for (const other of this.yjs) if (other !== peer) other.ws.send(message);
      return;
    }
    const syncType = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (syncType === sync.messageYjsSyncStep1) {
      this.#sync(peer, (encoder) => sync.writeSyncStep2(encoder, this.room.doc, content));
      return;
    }
    peer.counted += 1;
    peer.log.push('content');
    if (peer.refused) return;
    const forbidden = this.forbidden !== null && Buffer.from(content).includes(this.forbidden);
    const outcome = forbidden
      ? ({ kind: 'refused', code: 'room-locked' } as const)
      : this.room.admit(content, peer);
    if (outcome.kind === 'refused') this.#refuse(peer, outcome.code);
    else expect(outcome.kind).toBe('admitted');
    if (outcome.kind === 'admitted' && this.acknowledging) this.#settle(peer);
  }

  #sync(peer: YjsPeer, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, yjsMessage.sync);
    write(encoder);
    peer.ws.send(encoding.toUint8Array(encoder));
  }

  #settle(peer: YjsPeer): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, yjsMessage.saved);
    encoding.writeVarUint(encoder, peer.counted);
    peer.ws.send(encoding.toUint8Array(encoder));
  }

  #refuse(peer: YjsPeer, code: ErrorCode): void {
    peer.refused = true;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, yjsMessage.refused);
    encoding.writeVarUint(encoder, peer.counted);
    encoding.writeVarString(encoder, JSON.stringify(new ToileError(code).toBody()));
    peer.ws.send(encoding.toUint8Array(encoder));
  }
}

const frameMeta = (hash: string): FrameMeta => ({
  hash,
  mime: 'image/webp',
  widthPx: 256,
  heightPx: 256,
  tier: 'final',
  inferenceMs: 10,
  encodeMs: 1,
  batch: 1,
  provider: 'cpu',
});

/** Resolves once `met` holds, asked after every change that the client tells of. */
function until(client: RoomClient, met: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const offs: (() => void)[] = [];
    const look = () => {
      if (!met()) return;
      for (const off of offs) off();
      resolve();
    };
    offs.push(client.subscribe(look), client.subscribeRack(look), client.subscribePresence(look));
    look();
  });
}

describe('RoomClient', () => {
  let ends: WireEnds;
  let baseUrl: string;
  let clients: RoomClient[];

  beforeEach(async () => {
    ends = new WireEnds();
    baseUrl = await ends.listen();
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.close();
    await ends.stop();
  });

  function open(role: Role = 'editor'): RoomClient {
    const session = newToken();
    ends.members.set(session, { id: newMemberId(), name: 'A', role, colour: 'sea', joinedAtMs: 0 });
    return openAs(session);
  }

  function openAs(session: string): RoomClient {
    const client = openNodeRoom({ http: nodeToileHttp({ baseUrl, session }), roomId });
    clients.push(client);
    return client;
  }

  async function ready(role?: Role): Promise<RoomClient> {
    const client = open(role);
    await client.awaitReady();
    await until(client, () => client.state.connection === 'online');
    return client;
  }

  const presentHash = (designId: string) => {
    const design = readDesign(ends.room.doc, designId);
    if (!design) throw new Error(`expected design ${designId} on the far end`);
    return recipeHash(designRecipe(design, pack));
  };
  const sendFrame = (designId: string, hash: string, received?: () => void) => {
    const event = { designId, meta: frameMeta(hash), current: true, latencyMs: 42 };
    for (const socket of ends.live.sockets.sockets.values()) {
      socket.emit('frame', event, Buffer.from([1, 2, 3]), received ?? (() => undefined));
    }
  };

  it('opens: connecting, then online with the room, the rack, the pack and its own presence', async () => {
    const designId = createDesign(ends.room.doc, { name: 'First' });
    const client = open();
    expect(client.state).toMatchObject({ connection: 'connecting', synced: false, saving: 'saved' });
    await client.awaitReady();
    await until(client, () => client.state.connection === 'online');
    expect(client.state).toMatchObject({ synced: true, room: { id: roomId }, me: { role: 'editor' }, pack });
    expect(client.rack.map(({ id }) => id)).toEqual([designId]);
    expect(client.presences).toMatchObject([{ mine: true, member: { id: client.state.me?.id } }]);
  });

  it('is the same snapshot until something differs', async () => {
    const client = await ready();
    await client.awaitSaved();
    const { state, rack, presences } = client;
    client.setCursor(null);
    client.setLooking(null);
    expect([client.state, client.rack, client.presences]).toEqual([state, rack, presences]);
    expect(client.state).toBe(state);
    expect(client.rack).toBe(rack);
    expect(client.presences).toBe(presences);
  });

  it('shares edits and presence between two people, and sends nobody’s presence but its own', async () => {
    const [alice, bob] = [await ready(), await ready()];
    const designId = alice.edit.create({ name: 'Coat' });
    await until(bob, () => bob.rack.length === 1);
    expect(bob.rack[0]).toMatchObject({ id: designId, name: 'Coat', truncationPsi: 0.5 });
    alice.setLooking(designId);
    await until(bob, () =>
      bob.presences.some(({ mine, presence }) => !mine && presence.looking === designId),
    );
    for (const { ws, awarenessIds } of ends.yjs) {
      expect(ws.readyState).toBe(ws.OPEN);
      expect(new Set(awarenessIds.flat()).size).toBe(1);
    }
  });

  it('restores a version by an ordinary edit of its own, where its role allows', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Coat', sliders: { hem: 2 } });
    const state = stateText(designState(client.doc, designId) ?? {});
    client.edit.setSlider(designId, 'hem', -1);
    client.undo.stopCapturing();
    client.edit.restoreVersion({ id: 'vvvvvvvvvvvv', designId, state });
    expect(client.rack[0]?.sliders).toEqual({ hem: 2 });
    client.undo.undo();
    expect(client.rack[0]?.sliders).toEqual({ hem: -1 });
    const viewer = await ready('viewer');
    expect(() => viewer.edit.restoreVersion({ id: 'vvvvvvvvvvvv', designId, state })).toThrowError(
      expect.objectContaining({ code: 'role-forbidden' }),
    );
  });

  it('goes on from a version in a new design, where its role allows', async () => {
    const client = await ready('editor');
    const designId = client.edit.create({ name: 'Coat', sliders: { hem: 2 } });
    const state = stateText(designState(client.doc, designId) ?? {});
    client.edit.setSlider(designId, 'hem', -1);
    const branchId = client.edit.branchVersion({ designId, state, naming: null });
    expect(client.rack[0]?.sliders).toEqual({ hem: -1 });
    expect(client.rack[1]).toMatchObject({
      id: branchId,
      name: 'Coat branch',
      sliders: { hem: 2 },
      lineage: { how: 'branch', parent: designId },
    });
    const viewer = await ready('viewer');
    expect(() => viewer.edit.branchVersion({ designId, state, naming: null })).toThrowError(
      expect.objectContaining({ code: 'role-forbidden' }),
    );
  });

  it('knows what happened before it came, and hears what happens', async () => {
    const by = { id: newMemberId(), name: 'Ana' };
    const entry = (id: string, atMs: number): ActivityEntry => ({
      id,
      atMs,
      by,
      kind: 'joined',
      opened: false,
    });
    ends.activity = [entry('joined:a', 1)];
    const client = await ready();
    await expect.poll(() => client.activity.activity.entries).toEqual(ends.activity);
    ends.live.emit('activity', { entries: [entry('joined:b', 2)], gone: ['joined:a'], gap: false });
    await expect.poll(() => client.activity.activity.entries).toEqual([entry('joined:b', 2)]);
  });

  it('is saving until the commit is acknowledged, not merely until it was sent', async () => {
    const client = await ready();
    ends.acknowledging = false;
    const designId = client.edit.create();
    expect(client.state.saving).toBe('saving');
    await expect.poll(() => readDesign(ends.room.doc, designId)).not.toBeNull();
    expect(client.state.saving).toBe('saving');
    const saved = client.awaitSaved();
    ends.acknowledge();
    await saved;
    expect(client.state.saving).toBe('saved');
  });

  it('keeps edits unsaved while offline, and saves them after coming back', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Before' });
    await client.awaitSaved();
    ends.upgrades = 'cut';
    ends.cut();
    await until(client, () => client.state.connection === 'offline');
    expect(client.state.saving).toBe('saved');
    client.edit.rename(designId, 'Offline');
    client.edit.setSlider(designId, 'sleeves', 2);
    expect(client.state.saving).toBe('unsaved');
    expect(client.rack[0]).toMatchObject({ name: 'Offline', sliders: { sleeves: 2 } });
    await expect(client.awaitSaved({ timeoutMs: 20 })).rejects.toMatchObject({ code: 'store-unavailable' });
    setField(ends.room.doc, designId, 'mix.style', 0.5); // meanwhile, somebody else
    ends.upgrades = 'welcome';
    await until(client, () => client.state.saving === 'saved' && client.state.connection === 'online');
    expect(readDesign(ends.room.doc, designId)).toMatchObject({
      name: 'Offline',
      style: 0.5,
      sliders: { sleeves: 2 },
    });
    expect(client.rack[0]).toMatchObject({ style: 0.5 });
  });

  it('sends an edit again whose acknowledgement was lost with the connection', async () => {
    const client = await ready();
    ends.acknowledging = false;
    const designId = client.edit.create();
    await expect.poll(() => readDesign(ends.room.doc, designId)).not.toBeNull();
    ends.cut();
    await until(client, () => client.state.saving === 'unsaved');
    ends.acknowledging = true;
    await until(client, () => client.state.saving === 'saved');
  });

  it('merges a drag into few messages and sends the rest when the hand lets go', async () => {
    const client = await ready();
    const designId = client.edit.create();
    await client.awaitSaved();
    const [peer] = ends.yjs;
    const before = peer?.log.length;
    client.setHolding({ designId, field: 'mix.style' });
    for (let step = 1; step <= 200; step++) client.edit.setField(designId, 'mix.style', step / 200);
    client.setHolding(null);
    await client.awaitSaved();
    await expect.poll(() => peer?.log.slice(before).filter((kind) => kind === 'awareness').length).toBe(2);
    const [grip, ...rest] = peer?.log.slice(before) ?? [];
    expect([grip, rest.pop()]).toEqual(['awareness', 'awareness']);
    expect(new Set(rest)).toEqual(new Set(['content']));
    expect(rest.length).toBeLessThanOrEqual(2);
    expect(readDesign(ends.room.doc, designId)?.style).toBe(1);
    client.undo.undo();
    expect(client.rack[0]?.style).toBe(0);
    client.undo.undo();
    expect(client.rack).toEqual([]);
  });

  it('discards a refused document and reads the server’s; the rack does not blink', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Good' });
    await client.awaitSaved();
    const { doc, undo, rack } = client;
    const racks: number[] = [];
    const connections = new Set<string>();
    client.subscribeRack(() => racks.push(client.rack.length));
    client.subscribe(() => connections.add(client.state.connection));
    // What no edit function would write, as a faulty client might.
    doc.transact(() => designsOf(doc).get(designId)?.set('mix.style', 7));
    await expect(client.awaitSaved()).rejects.toMatchObject({ code: 'update-invalid' });
    expect(client.state.refusal).toMatchObject({ code: 'update-invalid' });
    expect(() => client.edit.rename(designId, 'Too early')).toThrow(ToileError);
    await until(client, () => client.doc !== doc && client.rack[0]?.name === 'Good' && client.undo !== undo);
    await expect
      .poll(() => {
        try {
          client.edit.rename(designId, 'Again');
          return true;
        } catch {
          return false;
        }
      })
      .toBe(true);
    await client.awaitSaved();
    expect(readDesign(ends.room.doc, designId)?.name).toBe('Again');
    expect(designsOf(ends.room.doc).get(designId)?.has('mix.style')).toBe(false);
    expect(rack[0]?.name).toBe('Good');
    expect(racks.every((length) => length === 1)).toBe(true);
    expect([...connections]).toEqual(['online']);
  });

  it('drops a refused change alone: the others are made again, counted, saved, and can be undone', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Good' });
    await client.awaitSaved();
    ends.upgrades = 'cut';
    ends.cut();
    await until(client, () => client.state.connection === 'offline');
    client.edit.rename(designId, 'Better');
    const added = client.edit.create({ name: 'Added' });
    client.doc.transact(() => designsOf(client.doc).get(designId)?.set('mix.style', 7));
    client.comment.add(designId, 'Longer?');
    client.edit.setSlider(designId, 'sleeves', 2);
    expect(client.state).toMatchObject({ saving: 'unsaved', unsavedChanges: 5 });
    let blinks = 0;
    client.subscribeRack(() => {
      blinks += 1;
    });
    ends.upgrades = 'welcome';
    await until(client, () => client.state.refusal !== null);
    expect(client.state).toMatchObject({ saving: 'saving', unsavedChanges: 5 });
    await client.awaitReady();
    await client.awaitSaved();
    expect(client.state).toMatchObject({ saving: 'saved', unsavedChanges: 0, connection: 'online' });
    expect(client.state.unkept).toEqual([
      { what: 'changed', designId, name: 'Better', code: 'update-invalid' },
    ]);
    expect(readDesign(ends.room.doc, designId)).toMatchObject({
      name: 'Better',
      style: 0,
      sliders: { sleeves: 2 },
    });
    expect(readDesign(ends.room.doc, added)?.name).toBe('Added');
    expect(client.threads.map(({ comment }) => comment.text)).toEqual(['Longer?']);
    // What was written again was never away from the screen.
    expect(blinks).toBe(0);
    client.undo.undo();
    client.undo.undo();
    client.undo.undo();
    expect(client.rack.map(({ name, sliders }) => [name, sliders])).toEqual([['Good', {}]]);
    expect(client.undo.canUndo()).toBe(false);
  });

  it('finds a refused change among many by itself where its own judgement saw nothing wrong', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Good' });
    await client.awaitSaved();
    ends.upgrades = 'cut';
    ends.cut();
    await until(client, () => client.state.connection === 'offline');
    for (let at = 0; at < 80; at++) client.edit.create({ name: `No. ${at}` });
    // These ends refuse what the client's rehearsal, which knows no such rule, lets pass.
    ends.forbidden = 'No. 40';
    ends.upgrades = 'welcome';
    await until(client, () => client.state.unkept.length > 0 && client.state.saving === 'saved');
    expect(client.state.unkept).toMatchObject([{ what: 'added', name: 'No. 40', code: 'room-locked' }]);
    expect(designsOf(ends.room.doc).size).toBe(80);
    expect(readDesign(ends.room.doc, designId)?.name).toBe('Good');
  });

  it('says when it tries again, and tries at once when asked; both wires come back together', async () => {
    const client = await ready();
    ends.upgrades = 'cut';
    ends.cut();
    await until(client, () => client.state.retryAtMs !== null);
    const waitMs = (client.state.retryAtMs ?? 0) - Date.now();
    expect(waitMs).toBeLessThanOrEqual(300);
    // Let a few attempts fail, so that the next is some way off.
    await until(client, () => (client.state.retryAtMs ?? 0) - Date.now() > 1_000);
    ends.upgrades = 'welcome';
    client.retryNow();
    await until(client, () => client.state.connection === 'online');
    expect(client.state.retryAtMs).toBeNull();
  });

  it('waits a time of its own, within bounds, for each client that lost its connection at one moment', async () => {
    const room = [await ready(), await ready(), await ready(), await ready()];
    ends.upgrades = 'cut';
    const cutAtMs = Date.now();
    ends.cut();
    const waits = await Promise.all(
      room.map(async (client) => {
        await until(client, () => client.state.retryAtMs !== null);
        return (client.state.retryAtMs ?? 0) - cutAtMs;
      }),
    );
    expect(new Set(waits).size).toBe(room.length);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(150);
  });

  it('says how many designs wait for their pictures', async () => {
    const client = await ready();
    const designId = client.edit.create();
    client.edit.create();
    await client.awaitSaved();
    expect(client.state.drawing).toBe(2);
    await new Promise<void>((received) => sendFrame(designId, presentHash(designId), received));
    expect(client.state.drawing).toBe(1);
    client.edit.setField(designId, 'truncationPsi', 0.9);
    expect(client.state.drawing).toBe(2);
  });

  it('discards the document where its content closed the connection, and ends where nothing was at stake', async () => {
    const client = await ready();
    ends.acknowledging = false;
    client.edit.create();
    const saved = client.awaitSaved();
    ends.end('document-full');
    await expect(saved).rejects.toMatchObject({ code: 'document-full' });
    expect(client.state.refusal?.code).toBe('document-full');
    await until(client, () => client.state.connection === 'online' && client.state.saving === 'saved');
    await client.awaitReady();
    ends.end('document-full');
    await until(client, () => client.state.connection === 'ended');
    expect(client.state.ended?.code).toBe('document-full');
  });

  it('ends, once and for all, on a close code that says so', async () => {
    const client = await ready();
    const final = client.awaitFinalFrame(client.edit.create());
    const { upgradeCount } = ends;
    ends.end('not-a-member');
    await expect(final).rejects.toMatchObject({ code: 'not-a-member' });
    expect(client.state).toMatchObject({ connection: 'ended', ended: { code: 'not-a-member' } });
    expect(() => client.edit.create()).toThrowError(expect.objectContaining({ code: 'not-a-member' }));
    await expect(client.awaitSaved()).rejects.toMatchObject({ code: 'not-a-member' });
    await expect.poll(() => ends.live.sockets.sockets.size).toBe(0);
    expect(ends.upgradeCount).toBe(upgradeCount);
  });

  it('comes back after a close code that may pass', async () => {
    const client = await ready();
    ends.end('server-stopping');
    await until(client, () => client.state.connection === 'offline');
    await until(client, () => client.state.connection === 'online');
    expect(client.state.ended).toBeNull();
  });

  it('ends where socket.io’s middleware refuses it for good', async () => {
    const client = openAs(newToken());
    await expect(client.awaitReady()).rejects.toMatchObject({ name: 'ToileError', retryable: false });
    expect(client.state.connection).toBe('ended');
  });

  it('asks over HTTP why an upgrade was refused, and ends where that is for good', async () => {
    const client = await ready();
    ends.upgrades = 'cut';
    ends.roomError = 'room-not-found';
    ends.cut();
    await until(client, () => client.state.connection === 'ended');
    expect(client.state.ended?.code).toBe('room-not-found');
  });

  it('ends on a `refused` event that is not retryable, and returns after one that is', async () => {
    const client = await ready();
    for (const code of ['server-stopping', 'not-a-member'] as const) {
      for (const socket of ends.live.sockets.sockets.values()) {
        socket.emit('refused', new ToileError(code).toBody());
        socket.disconnect(true);
      }
      if (code === 'server-stopping') {
        await until(client, () => client.state.connection === 'offline');
        await until(client, () => client.state.connection === 'online');
      }
    }
    await until(client, () => client.state.connection === 'ended');
    expect(client.state.ended?.code).toBe('not-a-member');
  });

  it.each(['viewer', 'voter'] as const)(
    'refuses the edits of a %s before they touch the document',
    async (role) => {
      const designId = createDesign(ends.room.doc, { name: 'First' });
      const client = await ready(role);
      const before = Y.encodeStateVector(client.doc);
      const forbidden = expect.objectContaining({ code: 'role-forbidden' });
      expect(() => client.edit.create()).toThrowError(forbidden);
      expect(() => client.edit.duplicate(designId)).toThrowError(forbidden);
      expect(() => client.edit.rename(designId, 'x')).toThrowError(forbidden);
      expect(() => client.edit.move(designId, null)).toThrowError(forbidden);
      expect(() => client.edit.remove(designId)).toThrowError(forbidden);
      expect(() => client.edit.setField(designId, 'mix.style', 1)).toThrowError(forbidden);
      expect(() => client.edit.setSlider(designId, 'sleeves', 1)).toThrowError(forbidden);
      expect(() => client.edit.setSource(designId, 'a', { seed: 1 })).toThrowError(forbidden);
      expect(Y.encodeStateVector(client.doc)).toEqual(before);
      expect(client.state.saving).toBe('saved');
    },
  );

  it('votes, and rejects with the server’s code', async () => {
    const [voter, viewer] = [await ready('voter'), await ready('viewer')];
    await voter.vote('designAAAAAA', true);
    expect(voter.state.tallies.votes).toEqual({ designAAAAAA: [voter.state.me?.id] });
    await expect(viewer.vote('designAAAAAA', true)).rejects.toMatchObject({ code: 'role-forbidden' });
    voter.close();
    await expect(voter.vote('designAAAAAA', true)).rejects.toMatchObject({ name: 'ToileError' });
  });

  it('shows the round that the server tells of, on the server’s clock', async () => {
    const client = await ready('voter');
    // These far ends are a minute ahead.
    expect(client.state.clockOffsetMs).toBeGreaterThan(50_000);
    expect(client.state.clockOffsetMs).toBeLessThanOrEqual(60_000);
    expect(client.state).toMatchObject({ round: null, roundProgress: null });
    const progress = { roundId: 'roundAAAAAAA', voted: 1, eligible: 3, standings: null, mine: null };
    const round = { id: 'roundAAAAAAA', question: 'Which?' } as Round;
    ends.live.emit('round', { serverTimeMs: Date.now(), round, progress });
    await until(client, () => client.state.round !== null);
    expect(client.state).toMatchObject({ round, roundProgress: progress });
    ends.live.emit('round-progress', { ...progress, voted: 2 });
    await until(client, () => client.state.roundProgress?.voted === 2);
    expect(client.state.clockOffsetMs).toBeGreaterThan(50_000);
  });

  it('opens a round only once its own edits are saved, so that it freezes what its person sees', async () => {
    const client = await ready();
    const request = { question: 'Which?', designIds: [] } as unknown as OpenRoundRequest;
    expect(await client.openRound(request)).toBe('roundAAAAAAA');
    ends.acknowledging = false;
    client.edit.create({ name: 'Coat' });
    let opened = false;
    const opening = client.openRound(request).then(() => {
      opened = true;
    });
    await until(client, () => client.state.saving === 'saving');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened).toBe(false);
    ends.acknowledge();
    await opening;
  });

  it('acknowledges every frame, and resolves with the final one once all is saved', async () => {
    const client = await ready();
    const designId = client.edit.create();
    await client.awaitSaved();
    const stale = presentHash(designId);
    ends.acknowledging = false;
    client.edit.setField(designId, 'truncationPsi', 0.9);
    const final = client.awaitFinalFrame(designId);
    await expect.poll(() => presentHash(designId) !== stale).toBe(true);
    await new Promise<void>((received) => sendFrame(designId, stale, received));
    expect(client.frame(designId)).toMatchObject({ hash: stale, final: false });
    await new Promise<void>((received) => sendFrame(designId, presentHash(designId), received));
    expect(client.frame(designId)?.final).toBe(true);
    let settled = false;
    final.finally(() => {
      settled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(settled).toBe(false);
    ends.acknowledge();
    const frame = await final;
    expect(frame).toBe(client.frame(designId));
    expect([...frame.bytes]).toEqual([1, 2, 3]);
    expect(client.state.lastLatencyMs).toBe(frame.latencyMs);
    expect(frame.latencyMs).not.toBe(42); // measured from the gesture, which was made here
  });

  it('names a picture that failed while its state stands, and rejects who waits for it', async () => {
    const client = await ready();
    const designId = client.edit.create();
    await client.awaitSaved();
    const error = new ToileError('render-failed').toBody();
    ends.live.emit('render-failed', { designId, hash: presentHash(designId), error });
    await expect(client.awaitFinalFrame(designId)).rejects.toMatchObject({ code: 'render-failed' });
    expect(client.state.failures).toEqual({ [designId]: error });
    client.edit.setField(designId, 'truncationPsi', 1);
    expect(client.state.failures).toEqual({});
    await expect(client.awaitFinalFrame('designAAAAAA')).rejects.toMatchObject({ code: 'design-not-found' });
    await expect(client.awaitFinalFrame(designId, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'renderer-absent',
    });
  });

  it('sends what is left on the way out, and leaves no socket behind, whatever it was doing', async () => {
    const [online, reconnecting] = [await ready(), await ready()];
    const connecting = open();
    const waiting = expect(connecting.awaitReady()).rejects.toMatchObject({ name: 'ToileError' });
    ends.upgrades = 'cut';
    for (const { ws, member } of ends.yjs) if (member.id === reconnecting.state.me?.id) ws.terminate();
    await until(reconnecting, () => reconnecting.state.connection === 'offline');
    const designId = online.edit.create({ name: 'First word' });
    online.edit.rename(designId, 'Last word');
    for (const client of clients) client.close();
    await waiting;
    await expect.poll(() => readDesign(ends.room.doc, designId)?.name).toBe('Last word');
    await expect.poll(() => ends.yjs.size + ends.live.sockets.sockets.size).toBe(0);
    expect(online.state.connection).toBe('ended');
    expect(() => online.edit.create()).toThrow(ToileError);
  });

  describe('private sketches', () => {
    it('are edited and drawn like a design, and nobody else hears of them until they are put on the rack', async () => {
      const [alice, bob] = [await ready(), await ready()];
      const designId = alice.edit.create({
        name: 'Coat',
        structure: 0.25,
        style: 0.5,
        b: { kind: 'seed', seed: 7, category: null },
      });
      await alice.awaitSaved();
      const seen = () => bob.presences.find(({ mine }) => !mine)?.presence;
      alice.setLooking(designId);
      await until(bob, () => seen()?.looking === designId);
      const before = Y.encodeStateAsUpdate(ends.room.doc);
      const sketchId = alice.beginScratch(designId);
      expect(alice.state.scratch).toMatchObject({
        parentId: designId,
        design: { id: sketchId, name: 'Coat' },
      });
      alice.setLooking(sketchId);
      alice.setHolding({ designId: sketchId, field: 'mix.style' });
      alice.setCursor({ x: 0.5, y: 0.5 });
      alice.edit.setField(sketchId, 'mix.style', 1);
      alice.edit.change(sketchId, { structure: 0.75, locks: ['mix.style'] });
      alice.setHolding(null);
      const frame = await alice.awaitFinalFrame(sketchId);
      const sketch = alice.state.scratch?.design;
      expect(sketch).toMatchObject({ structure: 0.75, style: 1 });
      expect(frame.hash).toBe(sketch && recipeHash(designRecipe(sketch, pack)));
      expect(new TextDecoder().decode(frame.bytes)).toBe(frame.hash);
      expect(alice.rack.map(({ id }) => id)).toEqual([designId]);

      // A visible edit of alice's comes after all that: whatever was on its way has arrived with it.
      alice.edit.rename(designId, 'Long coat');
      await until(bob, () => bob.rack[0]?.name === 'Long coat');
      expect(bob.rack).toHaveLength(1);
      expect(seen()).toMatchObject({ looking: null, holding: null, cursor: null });
      expect(JSON.stringify([...designsOf(ends.room.doc).keys()])).not.toContain(sketchId);
      expect(Y.encodeStateAsUpdate(ends.room.doc).length).toBeLessThan(before.length + 100);

      const putId = alice.putScratch();
      expect(alice.state.scratch).toBeNull();
      await until(bob, () => bob.rack.length === 2);
      expect(bob.rack[1]).toMatchObject({
        id: putId,
        structure: 0.75,
        locks: ['mix.style'],
        lineage: { how: 'branch', parent: designId },
      });
    });

    it('have an undo of their own while they are on the stage', async () => {
      const client = await ready();
      const designId = client.edit.create({});

      client.edit.setField(designId, 'mix.style', 0.5);
      const sketchId = client.beginScratch(designId);
      client.setLooking(sketchId);
      expect(client.undo.canUndo()).toBe(false);
      client.edit.setField(sketchId, 'mix.style', 1);
      client.undo.undo();
      expect(client.state.scratch?.design.style).toBe(0.5);
      expect(client.rack[0]?.style).toBe(0.5);
      client.setLooking(designId);
      client.undo.undo();
      expect(client.rack[0]?.style).toBe(0);
      expect(client.state.scratch?.design.style).toBe(0.5);
    });

    it('go on where they were from what was kept of them, under a new id', async () => {
      const client = await ready();
      expect(client.scratchText).toBeNull();
      const designId = client.edit.create({ name: 'Coat', sliders: { hem: 1 } });
      const sketchId = client.beginScratch(designId);
      client.edit.setSlider(sketchId, 'hem', 2);
      const kept = client.scratchText;
      client.discardScratch();
      expect(client.scratchText).toBeNull();
      const again = client.resumeScratch(kept ?? '');
      expect(client.state.scratch).toMatchObject({
        parentId: designId,
        design: { id: again, name: 'Coat', sliders: { hem: 2 } },
      });
      expect(again).not.toBe(sketchId);
      expect(client.scratchText).toBe(kept);
      expect(client.resumeScratch('{}')).toBeNull();
      expect(client.state.scratch?.design.id).toBe(again);
    });

    it('are edited while the room is locked, which only keeps them off the rack', async () => {
      const client = await ready('editor');
      const designId = client.edit.create({ name: 'Coat' });
      await client.awaitSaved();
      const lock = { by: newMemberId(), atMs: 1 };
      ends.live.emit('locks', { room: lock, designs: {} });
      await until(client, () => client.state.locks.room !== null);
      const sketchId = client.beginScratch(designId);
      client.edit.setField(sketchId, 'mix.style', 1);
      expect(client.state.scratch?.design.style).toBe(1);
      expect(() => client.putScratch()).toThrow(expect.objectContaining({ code: 'room-locked' }));
      expect(client.state.scratch?.design.id).toBe(sketchId);
    });

    it('draw one picture at a time and always the latest', async () => {
      const client = await ready();
      const designId = client.edit.create({ b: { kind: 'seed', seed: 7, category: null } });

      let paint: (() => void) | undefined;
      ends.painting = new Promise((resolve) => {
        paint = resolve;
      });
      const sketchId = client.beginScratch(designId);
      await vi.waitFor(() => expect(ends.pictured).toHaveLength(1));
      for (const weight of [0.1, 0.2, 0.3]) client.edit.setField(sketchId, 'mix.style', weight);
      paint?.();
      await client.awaitFinalFrame(sketchId);
      expect(ends.pictured.map(({ mix }) => 'style' in mix && mix.style)).toEqual([0, 0.3]);
    });

    it('say that a picture failed, and draw it again when asked', async () => {
      const client = await ready();
      const designId = client.edit.create({});

      ends.pictureError = 'render-failed';
      const sketchId = client.beginScratch(designId);
      await until(client, () => client.state.failures[sketchId] !== undefined);
      expect(client.state.failures[sketchId]).toMatchObject({ code: 'render-failed' });
      ends.pictureError = null;
      await client.redraw(sketchId);
      await client.awaitFinalFrame(sketchId);
      expect(client.state.failures).toEqual({});
    });

    it('leave nothing behind when they are discarded or replaced', async () => {
      const client = await ready();
      const designId = client.edit.create({});

      const first = client.beginScratch(designId);
      const second = client.beginScratch({ name: 'From nothing', structure: 1 });
      expect(client.state.scratch).toMatchObject({ parentId: null, design: { id: second } });
      expect(() => client.edit.setField(first, 'mix.style', 1)).toThrow(/no design/);
      expect(() => client.beginScratch(first)).toThrow(/no design/);
      client.discardScratch();
      expect(client.state.scratch).toBeNull();
      expect(client.frame(second)).toBeNull();
      expect(() => client.putScratch()).toThrow(/no private sketch/);
    });
  });

  it('pastes a recipe of this room’s pack onto the rack, and refuses any other', async () => {
    const client = await ready();
    const designId = client.edit.create({
      structure: 0.3,
      b: { kind: 'seed', seed: 9, category: null },
    });

    const [design] = client.rack;
    const recipe = design && designRecipe(design, pack);
    if (!recipe) throw new Error('expected the design');
    const shared = readSharedRecipe(recipeUrl(baseUrl, { recipe, name: 'Färbe' }));
    const pastedId = client.edit.paste(shared, { afterId: designId });
    const pasted = client.rack.find(({ id }) => id === pastedId);
    expect(pasted).toMatchObject({ name: 'Färbe', lineage: { how: 'paste', parent: null } });
    expect(pasted && recipeJson(designRecipe(pasted, pack))).toBe(recipeJson(recipe));
    const other = { ...recipe, pack: 'cd'.repeat(32) };
    expect(() => client.edit.paste({ recipe: other, name: null })).toThrow(
      expect.objectContaining({ name: 'EditError', code: 'recipe-misfit' }),
    );
    expect(client.rack).toHaveLength(2);
  });

  it('derives designs: lineage says from which and how', async () => {
    const client = await ready();
    const designId = client.edit.create({ name: 'Coat', sliders: { hem: 1 }, locks: ['hem'] });
    client.edit.create({ name: 'Last' });

    const childId = client.edit.derive(designId, 'child', { name: 'Coat, child 1', sliders: { hem: 2 } });
    expect(client.rack[1]).toMatchObject({
      id: childId,
      name: 'Coat, child 1',
      sliders: { hem: 2 },
      locks: ['hem'],
      lineage: { how: 'child', parent: designId },
    });
    client.edit.derive(childId, 'branch');
    expect(client.rack.map(({ name }) => name)).toEqual([
      'Coat',
      'Coat, child 1',
      'Coat, child 1 branch',
      'Last',
    ]);
  });
});
