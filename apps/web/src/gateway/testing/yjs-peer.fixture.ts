import { type ErrorBody, type Presence, sessionCookie, yjsMessage, yjsPath } from '@toile/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { decodeAwareness } from '../awareness-update.js';
import { Signal } from './until.fixture.js';

/** A client of the Yjs endpoint that shows everything it is told, and says whatever a test wants. */
export class YjsPeer {
  readonly doc: Y.Doc;
  readonly clientId: number;
  readonly signal = new Signal();
  readonly ws: WebSocket;
  saved = 0;
  /** Counted messages sent so far. */
  sent = 0;
  synced = false;
  syncRequests = 0;
  readonly refusals: { count: number; error: ErrorBody }[] = [];
  readonly presences = new Map<number, { clock: number; state: Presence | null }>();
  closed: { code: number; reason: string } | null = null;
  #answering: boolean;

  constructor(
    url: string,
    roomId: string,
    options: {
      session?: string | undefined;
      doc?: Y.Doc;
      clientId?: number;
      headers?: Record<string, string>;
      /** False: SyncStep1 of the server is left unanswered, and none is sent. */
      polite?: boolean;
    } = {},
  ) {
    this.doc = options.doc ?? new Y.Doc();
    this.clientId = options.clientId ?? this.doc.clientID;
    this.#answering = options.polite ?? true;
    const headers = { ...options.headers };
    if (options.session) headers.cookie = `${sessionCookie}=${options.session}`;
    this.ws = new WebSocket(`${url.replace('http', 'ws')}${yjsPath}/${roomId}?clientId=${this.clientId}`, {
      headers,
    });
    this.ws.binaryType = 'arraybuffer';
    this.ws.on('open', () => {
      if (this.#answering) this.askSync();
      this.signal.fire();
    });
    this.ws.on('message', (data) => {
      this.#receive(new Uint8Array(data as ArrayBuffer));
      this.signal.fire();
    });
    this.ws.on('error', () => this.signal.fire());
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.signal.fire();
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.ws.readyState === WebSocket.OPEN && this.#answering)
        this.sendUpdate(update);
      this.signal.fire();
    });
  }

  until(done: () => boolean, what?: string): Promise<void> {
    return this.signal.until(done, what);
  }

  async ready(): Promise<this> {
    await this.until(() => this.synced || this.closed !== null, 'the first sync');
    if (this.closed) throw new Error(`closed with ${this.closed.code} ${this.closed.reason}`);
    return this;
  }

  async ended(): Promise<{ code: number; reason: string }> {
    await this.until(() => this.closed !== null, 'the close');
    return this.closed!;
  }

  async allSaved(): Promise<void> {
    await this.until(() => this.saved >= this.sent, 'the commit of everything');
  }

  askSync(): void {
    this.#write(yjsMessage.sync, (encoder) => sync.writeSyncStep1(encoder, this.doc));
  }

  sendUpdate(update: Uint8Array): void {
    this.sent += 1;
    this.#write(yjsMessage.sync, (encoder) => sync.writeUpdate(encoder, update));
  }

  sendPresence(state: unknown, options: { clientId?: number; clock?: number } = {}): void {
    this.#write(yjsMessage.awareness, (encoder) => {
      const update = encoding.createEncoder();
      encoding.writeVarUint(update, 1);
      encoding.writeVarUint(update, options.clientId ?? this.clientId);
      encoding.writeVarUint(update, options.clock ?? 1);
      encoding.writeVarString(update, JSON.stringify(state));
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(update));
    });
  }

  sendRaw(bytes: Uint8Array | string): void {
    this.ws.send(bytes);
  }

  close(): void {
    this.ws.close();
  }

  #write(type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.ws.send(encoding.toUint8Array(encoder));
  }

  #receive(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === yjsMessage.saved) this.saved = decoding.readVarUint(decoder);
    else if (type === yjsMessage.refused) {
      const count = decoding.readVarUint(decoder);
      this.refusals.push({ count, error: JSON.parse(decoding.readVarString(decoder)) });
    } else if (type === yjsMessage.awareness) {
      for (const { clientId, clock, json } of decodeAwareness(decoding.readVarUint8Array(decoder), 10_000)) {
        this.presences.set(clientId, { clock, state: JSON.parse(json) });
      }
    } else if (type === yjsMessage.sync) this.#receiveSync(decoder);
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const syncType = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (syncType === sync.messageYjsSyncStep1) {
      this.syncRequests += 1;
      if (!this.#answering) return;
      this.sent += 1;
      this.#write(yjsMessage.sync, (encoder) => sync.writeSyncStep2(encoder, this.doc, content));
    } else {
      Y.applyUpdate(this.doc, content, this);
      if (syncType === sync.messageYjsSyncStep2) this.synced = true;
    }
  }
}
