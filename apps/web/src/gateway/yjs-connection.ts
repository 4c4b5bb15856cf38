import {
  countedSyncTypes,
  type ErrorCode,
  errorTable,
  limits,
  mayComment,
  mayEdit,
  presenceSchema,
  ToileError,
  yjsMessage,
} from '@toile/protocol';
import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import { addsContent, startsPastEnd } from './adds-content.js';
import { type AwarenessBundle, type AwarenessEntry, decodeAwareness } from './awareness-update.js';
import type { CommitWaiter } from './doc-log.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { OpenRoom } from './open-room.js';
import { TokenBucket } from './token-bucket.js';
import {
  awarenessMessage,
  refusedMessage,
  savedMessage,
  syncStep1Message,
  syncStep2Message,
} from './yjs-messages.js';

/** A SyncStep1 is answered with up to the whole document: it costs as much as this many updates. */
const syncRequestCost = 30;
/**
 * `y-websocket` repeats everybody's awareness to the server. Those repetitions are skipped unread, so they
 * weigh only this share of their bytes.
 */
const awarenessWeight = 1 / 8;
/** A close handshake that takes longer than this is not waited for, in ms. */
const closeMs = 2_000;

/** Whether the document's content on the client and here are known to agree. */
type SyncState =
  /** A SyncStep1 is on its way: its answer will hold all that comes before it. `hole`: some of that was skipped. */
  | { readonly kind: 'asked'; hole: boolean }
  | { readonly kind: 'synced' }
  /** Content was refused: the client must start afresh, nothing more is taken. */
  | { readonly kind: 'refused' };

type Judgement =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly reason: string };

/** One client on the Yjs endpoint: its messages checked against its role, its limits and the document. */
export class YjsConnection implements CommitWaiter {
  readonly memberId: string;
  readonly clientId: number;
  readonly #ws: WebSocket;
  readonly #room: OpenRoom;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #updates = new TokenBucket(limits.docUpdatesPerSecond, limits.docUpdatesBurst);
  /** Of somebody who only comments: nobody writes that fast, and the document's space is for designs. */
  readonly #comments = new TokenBucket(limits.commentUpdatesPerSecond, limits.commentUpdatesBurst);
  readonly #awareness = new TokenBucket(limits.awarenessPerSecond, 2 * limits.awarenessPerSecond);
  readonly #bytes = new TokenBucket(limits.bytesPerSecond, 10 * limits.bytesPerSecond);
  #sync: SyncState = { kind: 'asked', hole: false };
  #counted = 0;
  #saved = 0;
  #strikes = 0;
  #alive = true;
  #ended = false;
  /** Size of the last answer to a SyncStep1: a slow reader is given the time to take it in. */
  #syncBytes = 0;

  constructor(options: {
    ws: WebSocket;
    room: OpenRoom;
    memberId: string;
    clientId: number;
    metrics: Metrics;
    log: Log;
  }) {
    this.#ws = options.ws;
    this.#room = options.room;
    this.memberId = options.memberId;
    this.clientId = options.clientId;
    this.#metrics = options.metrics;
    this.#log = options.log;
    this.#ws.on('pong', () => {
      this.#alive = true;
    });
    this.#ws.on('message', (message, isBinary) => this.#receive(message as Buffer, isBinary));
    // A close always follows an error, and is where this connection is taken down.
    this.#ws.on('error', (error) => this.#log.debug({ err: error }, 'a Yjs connection failed'));
  }

  /** First messages of the server: what it has, and who is there. */
  greet(presence: AwarenessBundle): void {
    this.#send(syncStep1Message(this.#room.doc));
    this.sendPresence(presence);
  }

  /** Send a message, encoded by the caller once for everyone. A reader that is too far behind is let go. */
  send(message: Uint8Array): void {
    if (this.#ws.bufferedAmount > limits.unsentBytes + this.#syncBytes)
      this.end(new ToileError('slow-reader'));
    else this.#send(message);
  }

  sendPresence(bundle: AwarenessBundle): void {
    const update = bundle.for(this.clientId);
    if (update) this.send(awarenessMessage(update));
  }

  committed(count: number): void {
    this.#saved = count;
    this.send(savedMessage(count));
  }

  /**
   * Ping, and end a connection that did not answer the last one. `y-websocket` leaves a server from which no
   * message came for 30 s, and pings are no messages to it: the last `saved` is said again.
   */
  heartbeat(): void {
    if (!this.#alive) {
      this.#ws.terminate();
      return;
    }
    this.#alive = false;
    this.#ws.ping();
    this.send(savedMessage(this.#saved));
  }

  /** Close with the code of `error`; its message is the reason. */
  end(error: ToileError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#metrics.closed.inc({ code: error.code });
    this.#ws.close(errorTable[error.code].closeCode, closeReason(error.message));
    setTimeout(() => this.#ws.terminate(), closeMs).unref();
  }

  /** End without a word: the client has come back on another connection. */
  drop(): void {
    this.#ended = true;
    this.#ws.terminate();
  }

  #send(message: Uint8Array): void {
    if (!this.#ended && this.#ws.readyState === this.#ws.OPEN) this.#ws.send(message);
  }

  #receive(message: Buffer, isBinary: boolean): void {
    if (this.#ended) return;
    try {
      if (!isBinary) throw new ToileError('update-malformed', 'Messages on this endpoint are binary.');
      const decoder = decoding.createDecoder(message);
      const type = decoding.readVarUint(decoder);
      const weight = type === yjsMessage.awareness ? awarenessWeight : 1;
      if (!this.#bytes.take(message.byteLength * weight)) throw limitMet('bytesPerSecond');
      if (type === yjsMessage.sync) this.#receiveSync(decoder);
      else if (type === yjsMessage.awareness) this.#receiveAwareness(decoding.readVarUint8Array(decoder));
      else if (type === yjsMessage.queryAwareness) this.#answerAwarenessQuery();
      else throw new ToileError('update-malformed', `There is no message of type ${type}.`);
    } catch (error) {
      this.#fault(error);
    }
  }

  /** A message that could not be taken: a strike, and the end at the limit. A flood ends at once. */
  #fault(error: unknown): void {
    const failure =
      error instanceof ToileError ? error : new ToileError('update-malformed', undefined, { cause: error });
    this.#strikes += 1;
    this.#log.debug({ code: failure.code, strikes: this.#strikes, err: failure }, 'a message was not taken');
    if (failure.code === 'rate-limited' || this.#strikes >= limits.strikesPerConnection) this.end(failure);
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const syncType = decoding.readVarUint(decoder);
    if (syncType === sync.messageYjsSyncStep1) {
      if (!this.#updates.take(syncRequestCost)) throw limitMet('docUpdatesPerSecond');
      this.#answerSync(decoding.readVarUint8Array(decoder));
    } else if (countedSyncTypes.includes(syncType)) {
      this.#counted += 1;
      if (!this.#updates.take()) throw limitMet('docUpdatesPerSecond');
      const update = decoding.readVarUint8Array(decoder);
      if (this.#sync.kind !== 'refused') this.#receiveUpdate(update, syncType === sync.messageYjsSyncStep2);
    } else {
      throw new ToileError('update-malformed', `There is no sync message of type ${syncType}.`);
    }
  }

  #answerSync(stateVector: Uint8Array): void {
    const answer = syncStep2Message(this.#room.doc, stateVector);
    this.#syncBytes = answer.byteLength;
    this.send(answer);
  }

  #receiveUpdate(update: Uint8Array, isAnswer: boolean): void {
    const outcome = this.#judge(update);
    this.#metrics.updates.inc({ outcome: outcome.kind === 'refused' ? outcome.code : outcome.kind });
    if (outcome.kind === 'admitted') this.#taken(isAnswer);
    else if (outcome.kind === 'incomplete') this.#incomplete(isAnswer);
    else this.#refuse(new ToileError(outcome.code, outcome.reason));
  }

  #judge(update: Uint8Array): Judgement {
    const role = this.#room.roleOf(this.memberId);
    if (!mayEdit(role)) {
      if (!addsContent(this.#room.doc, update)) return { kind: 'admitted' };
      if (!mayComment(role)) {
        return { kind: 'refused', code: 'role-forbidden', reason: errorTable['role-forbidden'].message };
      }
      if (!this.#comments.take()) throw limitMet('commentUpdatesPerSecond');
    }
    if (startsPastEnd(this.#room.doc, update)) return { kind: 'incomplete' };
    return this.#room.admit(update, this);
  }

  /** The document holds this message: its sender is told when the store does too. */
  #taken(isAnswer: boolean): void {
    if (isAnswer) this.#sync = { kind: 'synced' };
    const hole = this.#sync.kind === 'asked' && this.#sync.hole;
    if (!hole) this.#room.log.settle(this, this.#counted);
  }

  /**
   * The update builds on content that is missing here. Before the answer to a SyncStep1 that is no fault: the
   * answer will hold both.
   */
  #incomplete(isAnswer: boolean): void {
    if (this.#sync.kind === 'asked' && !isAnswer) {
      this.#sync.hole = true;
      return;
    }
    this.#sync = { kind: 'asked', hole: true };
    this.#send(syncStep1Message(this.#room.doc));
    throw new ToileError('update-invalid', 'A change builds on others that the server never saw.');
  }

  /** The client's document has gone its own way: it is told so, and nothing more is taken from it. */
  #refuse(error: ToileError): void {
    this.#sync = { kind: 'refused' };
    this.send(refusedMessage(this.#counted, error.toBody()));
    // A role can change, and a lock be set, in the middle of a drag: that is nobody's fault.
    if (!nobodysFault.has(error.code)) throw error;
  }

  #receiveAwareness(update: Uint8Array): void {
    const entries = decodeAwareness(update, limits.connectionsPerRoom * 4);
    const own = entries.find((entry) => entry.clientId === this.clientId);
    if (!own) return;
    if (!this.#awareness.take()) throw limitMet('awarenessPerSecond');
    if (own.json === 'null') this.#room.presence.leave(this.clientId);
    // A fresh y-protocols Awareness says `{}` before it says anything.
    else if (own.json !== '{}') this.#receivePresence(own);
  }

  #receivePresence(own: AwarenessEntry): void {
    if (own.json.length > limits.awarenessBytes) {
      const limit = { name: 'awarenessBytes', value: limits.awarenessBytes };
      throw new ToileError('message-too-large', undefined, { limit });
    }
    const presence = presenceSchema.safeParse(JSON.parse(own.json));
    if (!presence.success || presence.data.member !== this.memberId) {
      throw new ToileError('update-invalid', 'Presence must be of the member whose connection this is.');
    }
    this.#room.presence.set(this.clientId, own.clock, presence.data);
  }

  #answerAwarenessQuery(): void {
    if (!this.#awareness.take()) throw limitMet('awarenessPerSecond');
    this.sendPresence(this.#room.presence.everyone());
  }
}

const nobodysFault: ReadonlySet<ErrorCode> = new Set(['role-forbidden', 'room-locked', 'design-locked']);

function limitMet(
  name: 'bytesPerSecond' | 'docUpdatesPerSecond' | 'awarenessPerSecond' | 'commentUpdatesPerSecond',
): ToileError {
  const code: ErrorCode = 'rate-limited';
  return new ToileError(code, undefined, { limit: { name, value: limits[name] } });
}

/** A close reason holds at most 123 bytes (RFC 6455 §5.5). */
function closeReason(message: string): string {
  let reason = message;
  while (Buffer.byteLength(reason) > 123) reason = reason.slice(0, -1);
  return reason;
}
