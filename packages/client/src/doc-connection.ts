import { type ErrorBody, refusedSchema, ToileError, yjsMessage, yjsPath } from '@toile/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { writeUpdate } from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Backoff } from './backoff.js';
import { countingSocket, syncStep2 } from './counting-socket.js';
import { type EditRange, SaveCounter } from './save-counter.js';
import { Throttle } from './throttle.js';

/** A drag becomes about 30 messages a second, whatever the pointer's rate. */
const updateIntervalMs = 33;

export interface DocConnectionEvents {
  opened(): void;
  /** The document has been read from the server, and the server has been told what it lacks; once a connection. */
  synced(): void;
  /** `counter`, `open` or `retryAtMs` changed. */
  savingChanged(): void;
  /** The server refused these edits: this document is of no more use. */
  refused(error: ErrorBody, edits: EditRange): void;
  /** A connection ended, or an attempt failed. Answer whether to try again. */
  lost(closeCode: number | null, wasOpen: boolean): boolean;
}

/**
 * One Y.Doc and its wire. The y-websocket provider speaks the protocol; three things are done here in its
 * place: edits are sent merged and throttled, and only after the server's state vector has been answered
 * (so that every content message holds all that went before it); awareness is sent for this client alone
 * (the provider would echo everybody's); lost connections return with jitter.
 */
export class DocConnection {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly counter = new SaveCounter();
  readonly #events: DocConnectionEvents;
  readonly #provider: WebsocketProvider;
  readonly #backoff = new Backoff(
    () => this.#provider.connect(),
    () => this.#events.savingChanged(),
  );
  readonly #outbox: Uint8Array[] = [];
  readonly #sending = new Throttle(() => this.#sendUpdates(), updateIntervalMs);
  /** The server's state vector has been answered on this connection. */
  #answered = false;
  /** The document has been read on this connection. */
  #read = false;
  #destroyed = false;

  constructor(webSocketUrl: string, roomId: string, Socket: typeof WebSocket, events: DocConnectionEvents) {
    this.#events = events;
    this.awareness.setLocalState(null);
    const provider = new WebsocketProvider(`${webSocketUrl}${yjsPath}`, roomId, this.doc, {
      connect: false,
      awareness: this.awareness,
      disableBc: true,
      params: { clientId: String(this.doc.clientID) },
      WebSocketPolyfill: countingSocket(Socket, (socket, syncType) => this.#contentSent(socket, syncType)),
      // The provider's own retry comes at once and finds itself switched off; `#backoff` is ours.
      maxBackoffTime: 0,
      shouldReconnect: () => false,
    });
    this.#provider = provider;
    this.doc.off('update', provider._updateHandler);
    this.awareness.off('update', provider._awarenessUpdateHandler);
    this.doc.on('update', this.#onUpdate);
    this.awareness.on('update', this.#onAwareness);
    provider.messageHandlers[yjsMessage.saved] = (_encoder, decoder) => this.#onSaved(decoder);
    provider.messageHandlers[yjsMessage.refused] = (_encoder, decoder) => this.#onRefused(decoder);
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#onOpen();
    });
    provider.on('sync', (synced: boolean) => {
      if (!synced) return;
      this.#read = true;
      this.#backoff.reset();
      this.#onSynced();
    });
    provider.on('connection-close', (event) => this.#onClose(event));
  }

  get open(): boolean {
    return this.#provider.wsconnected;
  }

  /** When a lost connection is tried again, as `Date.now()` counts; null where none waits for that. */
  get retryAtMs(): number | null {
    return this.#backoff.dueAtMs;
  }

  connect(): void {
    if (!this.#destroyed) this.#provider.connect();
  }

  /** Try again now where a retry is waiting. */
  hurry(): void {
    this.#backoff.hurry();
  }

  /** Send what the throttle holds back. */
  flush(): void {
    if (this.#outbox.length > 0) this.#sending.now();
  }

  /** Stop talking, for good; the document stays readable. */
  disconnect(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#sending.cancel();
    this.#backoff.cancel();
    this.#provider.destroy();
    this.doc.off('update', this.#onUpdate);
    this.awareness.off('update', this.#onAwareness);
    this.awareness.destroy();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider) return;
    this.counter.edited();
    // Before the state vector is answered there is nothing to send: the answer will hold this edit.
    if (this.#answered) {
      this.#outbox.push(update);
      this.#sending.request();
    }
    this.#events.savingChanged();
  };

  readonly #onAwareness = ({
    added,
    updated,
    removed,
  }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const { clientID } = this.awareness;
    if (![added, updated, removed].some((ids) => ids.includes(clientID))) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, yjsMessage.awareness);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, [clientID]));
    this.#send(encoder);
  };

  #onOpen(): void {
    this.#answered = false;
    this.#read = false;
    this.#outbox.length = 0;
    this.counter.connected();
    // Under a newer clock: whoever saw the last connection go takes what they know for older than that.
    const here = this.awareness.getLocalState();
    if (here !== null) this.awareness.setLocalState(here);
    this.#events.opened();
    this.#events.savingChanged();
  }

  #onSynced(): void {
    if (this.#read && this.#answered && !this.#destroyed) this.#events.synced();
  }

  #onClose(event: CloseEvent | null): void {
    if (this.#destroyed) return;
    const wasOpen = this.#provider.wsconnected;
    this.#provider.shouldConnect = false;
    this.#answered = false;
    this.#outbox.length = 0;
    this.#sending.cancel();
    // The provider has not let go of this socket yet; whoever is told may destroy it.
    queueMicrotask(() => {
      if (this.#destroyed) return;
      this.#events.savingChanged();
      if (this.#events.lost(event?.code ?? null, wasOpen) && !this.#destroyed) this.#backoff.schedule();
    });
  }

  #onSaved(decoder: decoding.Decoder): void {
    this.counter.acknowledged(decoding.readVarUint(decoder));
    this.#events.savingChanged();
  }

  #onRefused(decoder: decoding.Decoder): void {
    const edits = this.counter.broughtBy(decoding.readVarUint(decoder));
    const error = readRefusal(decoding.readVarString(decoder));
    queueMicrotask(() => {
      if (!this.#destroyed) this.#events.refused(error, edits);
    });
  }

  #contentSent(socket: WebSocket, syncType: number): void {
    if (socket !== this.#provider.ws) return;
    this.counter.sent();
    if (syncType !== syncStep2) return;
    const first = !this.#answered;
    this.#answered = true;
    this.#outbox.length = 0;
    // Whoever is told may edit and send: this message must be out first.
    if (first) queueMicrotask(() => this.#onSynced());
  }

  #sendUpdates(): void {
    const updates = this.#outbox.splice(0);
    const [first] = updates;
    if (first === undefined) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, yjsMessage.sync);
    writeUpdate(encoder, updates.length === 1 ? first : Y.mergeUpdates(updates));
    this.#send(encoder);
  }

  /** What cannot be sent now is in the document or the awareness state, and goes out with the next connection. */
  #send(encoder: encoding.Encoder): void {
    const { ws } = this.#provider;
    if (ws !== null && ws.readyState === ws.OPEN) ws.send(encoding.toUint8Array(encoder));
  }
}

function readRefusal(text: string): ErrorBody {
  const fallback = new ToileError('update-invalid').toBody();
  try {
    const parsed = refusedSchema.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as ErrorBody) : fallback;
  } catch {
    return fallback;
  }
}
