import { recipeHash } from '@toile/latent';
import {
  type Ballot,
  codeFromClose,
  type ErrorBody,
  type ErrorCode,
  errorTable,
  type Member,
  type OpenRoundRequest,
  type PackSummary,
  type Presence,
  type ReactionMark,
  type RoundEvent,
  type Signal,
  ToileError,
} from '@toile/protocol';
import {
  createUndo,
  type Design,
  type DesignFields,
  designRecipe,
  EditError,
  holdStep,
  packOf,
  previewRecipe,
  type Spot,
  type Thread,
} from '@toile/room';
import type * as Y from 'yjs';
import { ActivityLog } from './activity-log.js';
import { Backoff } from './backoff.js';
import { ChangeKeeper } from './change-keeper.js';
import type { OpenChangeShelf } from './change-shelf.js';
import { DesignSources } from './design-sources.js';
import { DocConnection } from './doc-connection.js';
import { FailureList } from './failure-list.js';
import { FrameShelf, type PresentHashes } from './frame-shelf.js';
import { HistoryShelf } from './history-shelf.js';
import { Listeners } from './listeners.js';
import { LiveSocket } from './live-socket.js';
import { PictureLoader } from './picture-loader.js';
import { PresenceBoard } from './presence-board.js';
import { type RackChange, RackMirror } from './rack-mirror.js';
import { type RoomComments, roomComments } from './room-comments.js';
import { type Editable, type RoomEdit, roomEdit } from './room-edit.js';
import { initialState, type PresenceEntry, type RoomState, type ShownFrame } from './room-state.js';
import type { EditRange } from './save-counter.js';
import { ScratchPad } from './scratch-pad.js';
import { ServerClock } from './server-clock.js';
import { readSketch } from './sketch-text.js';
import { ThreadMirror } from './thread-mirror.js';
import type { ToileHttp } from './toile-http.js';
import { WaitingChanges } from './waiting-changes.js';
import { Waits } from './waits.js';

export interface RoomClientOptions {
  http: ToileHttp;
  roomId: string;
  /** For runtimes without one of their own; `@toile/client/node` brings it. */
  WebSocket?: typeof WebSocket;
  /** Where changes that are not saved outlive the page, as `BrowserShelf.open` does; nowhere by default. */
  shelf?: OpenChangeShelf;
}

interface WaitOptions {
  timeoutMs?: number;
}

/** Close codes that answer what was sent, not who sent it: the document is read again without it. */
const contentCodes: ReadonlySet<ErrorCode> = new Set([
  'update-malformed',
  'update-invalid',
  'document-full',
  'message-too-large',
  'role-forbidden',
  'not-the-author',
  'room-locked',
  'design-locked',
]);
/** A page may end after any of these without another word. */
const leaving = ['beforeunload', 'pagehide', 'visibilitychange'] as const;
/** RFC 6455 §7.4.1: what a server's own frame limit closes with. */
const closeTooBig = 1009;

/**
 * One room as one participant has it: the document, the pictures, the people, over two wires that are kept
 * up. Everything readable is an immutable snapshot, the same object until something in it differs.
 */
export class RoomClient {
  /** Start connecting. Nothing is thrown for a room that cannot be entered: see `state.ended`. */
  static open(options: RoomClientOptions): RoomClient {
    return new RoomClient(options);
  }

  /** See `RoomEdit`. */
  readonly edit: RoomEdit = roomEdit(
    () => this.#editable(),
    (designId) => this.#scratch.docOf(designId),
  );
  /** Pictures of any recipes of this room, such as of a wall of seeds. */
  readonly pictures: PictureLoader;
  /** Its designs as sources of others. */
  readonly sources: DesignSources;
  /** See `RoomComments`. */
  readonly comment: RoomComments = roomComments(() => this.#editable());
  /** What happened in the room. */
  readonly activity = new ActivityLog((before) => this.#live.olderActivity(before));
  /** The versions of its designs. */
  readonly history = new HistoryShelf({
    versions: (request) => this.#live.versions(request),
    nameVersion: (request) => this.#live.nameVersion(request),
  });
  readonly #http: ToileHttp;
  readonly #roomId: string;
  readonly #Socket: typeof WebSocket;
  readonly #live: LiveSocket;
  readonly #rack: RackMirror;
  readonly #threads: ThreadMirror;
  readonly #frames: FrameShelf;
  readonly #presence: PresenceBoard;
  readonly #failures = new FailureList();
  readonly #scratch: ScratchPad;
  readonly #waiting = new WaitingChanges(
    {
      designName: (designId) => this.#rack.design(designId)?.name ?? null,
      commented: (commentId) => this.#threads.designOf(commentId),
    },
    {
      changed: () => this.#change({}),
      unkept: (unkept) => this.#change({ unkept }),
      broughtBack: (changes) => this.#change({ broughtBack: { changes } }),
    },
  );
  readonly #keeper: ChangeKeeper;
  readonly #keep = () => this.#keeper.flush();
  readonly #clock = new ServerClock();
  readonly #waits = new Waits();
  readonly #stateListeners = new Listeners();
  readonly #rackListeners = new Listeners();
  readonly #signalListeners = new Set<(signal: Signal) => void>();
  readonly #threadListeners = new Listeners();
  readonly #presenceListeners = new Listeners();
  readonly #frameListeners = new Map<string, Listeners>();
  readonly #packBackoff = new Backoff(() => void this.#loadPack());
  readonly #reopenBackoff = new Backoff(() => this.#reopen());
  readonly #hurry = () => {
    this.#wire.hurry();
    this.#live.hurry();
    this.#packBackoff.hurry();
  };
  #state: RoomState = initialState;
  #wire: DocConnection;
  #undo: Y.UndoManager;
  /** The present document has been read from the server. */
  #wireRead = false;
  /** Likewise, and what had to be written on it again has been. */
  #docRead = false;
  /** The design on this person's stage. */
  #looking: string | null = null;
  #welcomed = false;
  /** A connection was lost, or an attempt failed. */
  #stumbled = false;
  #probing = false;
  /** A document was discarded and the next one's wire does not stand yet: no loss worth telling anybody. */
  #reopening = false;
  /** How often a document was discarded. */
  #refusals = 0;
  /** Refused since the last edit was saved: reopening waits its turn, in case it is refused for ever. */
  #refusedLately = false;
  #closed = false;

  private constructor({ http, roomId, shelf, WebSocket: Socket = globalThis.WebSocket }: RoomClientOptions) {
    if (Socket === undefined) throw new TypeError('WebSocket: expected a class, this runtime has none');
    this.#http = http;
    this.#roomId = roomId;
    this.#Socket = Socket;
    this.#wire = this.#openWire();
    this.#undo = createUndo(this.#wire.doc);
    this.#waiting.follow(this.#waitingDoc);
    this.#keeper = new ChangeKeeper({
      open: shelf ?? null,
      changes: () => this.#waiting.all,
      adopted: (left) => {
        this.#waiting.adopt(left);
        this.#resume();
      },
      changed: () => this.#change({}),
    });
    this.#frames = new FrameShelf((designId) => this.#frameListeners.get(designId)?.notify());
    this.pictures = new PictureLoader({ fetch: (recipe, signal) => http.picture(roomId, recipe, signal) });
    this.sources = new DesignSources({
      latent: (recipe) => http.latent(roomId, recipe),
      packs: () => this.#state,
    });
    this.#scratch = new ScratchPad({
      pictures: this.pictures,
      frames: this.#frames,
      failures: this.#failures,
      packs: () => this.#state,
      changed: () => this.#onScratch(),
    });
    this.#rack = new RackMirror(this.#wire.doc, (change) => this.#onRack(change));
    this.#threads = new ThreadMirror(this.#wire.doc, () => this.#threadListeners.notify());
    this.#presence = new PresenceBoard(this.#wire.awareness, {
      changed: () => this.#presenceListeners.notify(),
      connected: () => this.#wire.open,
    });
    this.#live = new LiveSocket(http, roomId, {
      welcome: ({ room, me, members, online, tallies, renderer, locks, round, activity }) => {
        this.#welcomed = true;
        this.#clock.restart();
        this.#change({ room, me, members, online, tallies, renderer, locks, ...this.#roundPart(round) });
        this.#presence.identify(me, members);
        this.activity.welcome(activity);
        this.history.refresh();
        this.#wire.hurry();
        this.#resume();
        void this.#keeper.identify({ roomId, memberId: me.id });
      },
      frame: ({ designId, meta, latencyMs: serverLatencyMs }, bytes) => {
        const arrivedAtMs = performance.now();
        const latencyMs = this.#frames.take({ designId, meta, bytes, serverLatencyMs, arrivedAtMs });
        this.#failures.drawn(designId, meta.hash);
        this.#change(latencyMs === null ? {} : { lastLatencyMs: latencyMs });
      },
      'render-failed': ({ designId, hash, error }) => {
        this.#failures.failed(designId, hash, error);
        this.#change({});
      },
      tallies: (tallies) => this.#change({ tallies }),
      members: ({ members, online }) => this.#onMembers(members, online),
      room: (room) => this.#change({ room }),
      renderer: (renderer) => this.#change({ renderer }),
      watching: ({ count }) => this.#change({ watching: count }),
      locks: (locks) => this.#change({ locks }),
      signal: (signal) => this.#tellSignal(signal),
      round: (event) => this.#change(this.#roundPart(event)),
      'round-progress': (roundProgress) => this.#change({ roundProgress }),
      activity: (event) => {
        this.activity.event(event);
        this.history.event(event);
      },
      lost: (reason) => this.#onLiveLost(reason),
      retrying: () => this.#change({}),
    });
    this.#wire.connect();
    this.#live.connect();
    void this.#loadPack();
    if (typeof globalThis.addEventListener === 'function') {
      globalThis.addEventListener('online', this.#hurry);
      for (const event of leaving) globalThis.addEventListener(event, this.#keep);
    }
  }

  /** The document at present: another one after a refusal, so do not keep it. */
  get doc(): Y.Doc {
    return this.#wire.doc;
  }

  /**
   * Takes back this client's own edits only; replaced together with `doc`. While the private sketch is on this
   * person's stage (`setLooking`), it is the sketch's.
   */
  get undo(): Y.UndoManager {
    return (this.#onSketch ? this.#scratch.undo : null) ?? this.#undo;
  }

  get state(): RoomState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#stateListeners.add(listener);
  }

  /** Every design, in rack order; each stays the same object while it is unchanged. */
  get rack(): readonly Design[] {
    return this.#rack.rack;
  }

  subscribeRack(listener: () => void): () => void {
    return this.#rackListeners.add(listener);
  }

  /** Every comment with its replies, oldest first, those of designs off the rack included; immutable likewise. */
  get threads(): readonly Thread[] {
    return this.#threads.threads;
  }

  subscribeThreads(listener: () => void): () => void {
    return this.#threadListeners.add(listener);
  }

  /** The picture that stands for `designId` now, or null before the first one. */
  frame(designId: string): ShownFrame | null {
    return this.#frames.frame(designId);
  }

  subscribeFrame(designId: string, listener: () => void): () => void {
    let listeners = this.#frameListeners.get(designId);
    if (!listeners) {
      listeners = new Listeners();
      this.#frameListeners.set(designId, listeners);
    }
    const off = listeners.add(listener);
    return () => {
      off();
      if (listeners.size === 0 && this.#frameListeners.get(designId) === listeners) {
        this.#frameListeners.delete(designId);
      }
    };
  }

  /**
   * The room can be worked with: document read, role known, model pack known (or not to be had).
   * Rejects with a ToileError where the client ends, or after `timeoutMs` (15 s).
   */
  async awaitReady({ timeoutMs = 15_000 }: WaitOptions = {}): Promise<void> {
    await this.#until(timeoutMs, new ToileError('internal', 'The room did not open in time.'), () => {
      const { me, pack, packError } = this.#state;
      const packKnown = pack !== null || packError?.retryable === false;
      return this.#docRead && me !== null && packKnown ? true : undefined;
    });
  }

  /**
   * Every edit made here until now is committed on the server. Rejects with a ToileError where one was refused
   * (with its code), the client ends, or after `timeoutMs` (10 s, `store-unavailable`).
   */
  async awaitSaved({ timeoutMs = 10_000 }: WaitOptions = {}): Promise<void> {
    const { counter } = this.#wire;
    const { edits } = counter;
    const late = new ToileError('store-unavailable', 'The last changes have not been saved in time.');
    const unrefused = this.#unrefused();
    this.#wire.flush();
    await this.#until(timeoutMs, late, () => {
      unrefused();
      const { counter: present } = this.#wire;
      const saved = present === counter ? counter.savedEdits >= edits : !present.pending;
      return saved && !this.#waiting.interrupted ? true : undefined;
    });
  }

  /**
   * The picture of the design as it stands when it settles: its hash is that of the local document's recipe,
   * and every edit made here is saved. Rejects with a ToileError where the picture failed, the design is gone
   * (`design-not-found`), an edit was refused, the client ends, or after `timeoutMs` (30 s,
   * `renderer-absent`).
   */
  awaitFinalFrame(designId: string, { timeoutMs = 30_000 }: WaitOptions = {}): Promise<ShownFrame> {
    const late = new ToileError('renderer-absent', `No final picture of this design within ${timeoutMs} ms.`);
    const unrefused = this.#unrefused();
    this.#wire.flush();
    return this.#until(timeoutMs, late, () => {
      unrefused();
      const there = this.#rack.design(designId) ?? this.#scratch.docOf(designId);
      if (this.#docRead && !there) throw new ToileError('design-not-found');
      const failure = this.#state.failures[designId];
      if (failure) throw ToileError.fromBody(failure);
      const frame = this.#frames.frame(designId);
      return frame?.final && !this.#pending ? frame : undefined;
    });
  }

  /** Give or take back this member's vote. Rejects with a ToileError. */
  async vote(designId: string, vote: boolean): Promise<void> {
    const tallies = await this.#live.vote(designId, vote);
    if (!this.#closed) this.#change({ tallies });
  }

  /**
   * Open a voting round on designs as they are now, this client's own last edits included: those are saved first.
   * Answers its id. Hosts and editors. Rejects with a ToileError.
   */
  async openRound(request: OpenRoundRequest): Promise<string> {
    await this.awaitSaved();
    return await this.#live.openRound(request);
  }

  /** Cast this member's ballot, change it, or take it back (null). Rejects with a ToileError. */
  castBallot(roundId: string, ballot: Ballot | null): Promise<void> {
    return this.#live.castBallot(roundId, ballot);
  }

  /** More time; a round without a timer gets one. Hosts, and whoever opened it. Rejects with a ToileError. */
  extendRound(roundId: string, byMs: number): Promise<void> {
    return this.#live.extendRound(roundId, byMs);
  }

  /** End a round with its results. Hosts, and whoever opened it. Rejects with a ToileError. */
  revealRound(roundId: string): Promise<void> {
    return this.#live.endRound('round-reveal', roundId);
  }

  /** End a round without results. Hosts, and whoever opened it. Rejects with a ToileError. */
  cancelRound(roundId: string): Promise<void> {
    return this.#live.endRound('round-cancel', roundId);
  }

  /** Do not wait any longer where a lost connection waits for its next attempt. */
  retryNow(): void {
    this.#hurry();
    this.#change({});
  }

  /** Ask again for a picture that failed. Rejects with a ToileError. */
  async redraw(designId: string): Promise<void> {
    if (this.#scratch.docOf(designId)) return this.#scratch.redraw();
    await this.#live.redraw(designId);
    this.#failures.forget(designId);
    if (!this.#closed) this.#change({});
  }

  /** Let nobody but hosts change a design, or let them again. Hosts only. Rejects with a ToileError. */
  lockDesign(designId: string, locked: boolean): Promise<void> {
    return this.#lock(designId, locked);
  }

  /** Let nobody but hosts change anything but comments, or let them again. Hosts only. Rejects with a ToileError. */
  lockRoom(locked: boolean): Promise<void> {
    return this.#lock(null, locked);
  }

  /** Hold a mark up beside a spot of a design's picture for a moment. Voters and up. Rejects with a ToileError. */
  async react(designId: string, mark: ReactionMark, { x, y }: Spot): Promise<void> {
    const { me } = this.#state;
    // Shown here at once, as everything is that one does oneself.
    if (me) this.#tellSignal({ kind: 'reaction', by: me.id, designId, mark, x, y });
    await this.#live.react({ designId, mark, x, y });
  }

  /** Ask everyone to look at a design: an offer, which each may take. Hosts only. Rejects with a ToileError. */
  gather(designId: string): Promise<void> {
    return this.#live.gather(designId);
  }

  /** Reactions, one's own included, and calls to look at a design. They are kept nowhere: what is missed is gone. */
  onSignal(listener: (signal: Signal) => void): () => void {
    this.#signalListeners.add(listener);
    return () => {
      this.#signalListeners.delete(listener);
    };
  }

  /** Who is where, own connection included. */
  get presences(): readonly PresenceEntry[] {
    return this.#presence.entries;
  }

  subscribePresence(listener: () => void): () => void {
    return this.#presenceListeners.add(listener);
  }

  /** The others are not told that somebody looks at a private sketch. */
  setLooking(looking: string | null): void {
    const { undo } = this;
    this.#looking = looking;
    this.#presence.set(this.#onSketch ? { looking: null, cursor: null } : { looking });
    if (this.undo !== undo) this.#stateListeners.notify();
  }

  /** Taking hold and letting go each begin a new undo step; letting go sends what the throttle held back. */
  setHolding(holding: Presence['holding']): void {
    holdStep(this.undo, holding !== null);
    if (holding === null) this.#wire.flush();
    const hidden = holding !== null && this.#scratch.docOf(holding.designId) !== null;
    this.#presence.set({ holding: hidden ? null : holding });
  }

  /** Keep one's cursor from the others, wherever it goes, or show it again. */
  hideCursor(hidden: boolean): void {
    this.#presence.hideCursor(hidden);
  }

  /** Tell the others whom this person follows; nobody for null. It moves nobody. */
  setFollowing(memberId: string | null): void {
    this.#presence.set({ following: memberId });
  }

  /** In fractions of the stage or, with `card`, of that design's card on the rack, 0..1. */
  setCursor(cursor: Presence['cursor']): void {
    this.#presence.set({ cursor: this.#onSketch ? null : cursor });
  }

  /**
   * Begin a private sketch in place of an earlier one, as a design of the rack stands or from fields of its own
   * (which may come of `parentId`); answers its id. It is edited and shown like any other design, and nobody else
   * hears of it.
   * @throws EditError where there is no such design, or a field is not possible.
   */
  beginScratch(from: string | DesignFields, parentId: string | null = null): string {
    if (typeof from !== 'string') return this.#scratch.begin(from, parentId);
    const design = this.#rack.design(from);
    if (!design) throw new EditError('no-such-design', `There is no design ${from} on this rack.`);
    const { id, order: _order, lineage: _lineage, ...fields } = design;
    return this.#scratch.begin(fields, id);
  }

  /** The sketch as text, to be kept where its maker alone reads it; null where there is none. */
  get scratchText(): string | null {
    return this.#scratch.text;
  }

  /** Begin the sketch that `scratchText` told of; answers its id, or null where the text is no sketch. */
  resumeScratch(text: string): string | null {
    const sketch = readSketch(text);
    try {
      return sketch && this.#scratch.begin(sketch.fields, sketch.parentId);
    } catch (error) {
      if (error instanceof EditError) return null;
      throw error;
    }
  }

  /** Put the sketch on the rack, after the design that it began as; answers its new id. Throws as `edit` does. */
  putScratch(): string {
    const { design, parentId } = this.#scratch;
    if (!design) throw new EditError('no-such-design', 'There is no private sketch.');
    const { id: _id, order: _order, ...fields } = design;
    const parent = parentId !== null && this.#rack.design(parentId) ? parentId : null;
    const lineage = parentId === null ? null : { how: 'branch' as const, parent: parentId };
    const id = this.edit.create({ ...fields, lineage }, parent === null ? {} : { afterId: parent });
    this.#scratch.end();
    return id;
  }

  discardScratch(): void {
    this.#scratch.end();
  }

  /** Leave: sends what is left, then closes both sockets and every timer. Open promises reject. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wire.flush();
    this.#keeper.close();
    this.#hangUp();
    this.#scratch.end();
    this.pictures.close();
    this.#rack.stop();
    this.#threads.stop();
    this.#presence.stop();
    this.#waiting.stop();
    this.#undo.destroy();
    this.#wire.doc.destroy();
    this.#state = { ...this.#state, connection: 'ended' };
    this.#stateListeners.clear();
    this.#rackListeners.clear();
    this.#signalListeners.clear();
    this.#threadListeners.clear();
    this.#presenceListeners.clear();
    this.#frameListeners.clear();
    this.activity.clear();
    this.history.clear();
    this.#waits.failAll(this.#over());
  }

  #openWire(): DocConnection {
    const url = this.#http.baseUrl.replace(/^http/, 'ws');
    const wire: DocConnection = new DocConnection(url, this.#roomId, this.#Socket, {
      opened: () => {
        this.#reopening = false;
        this.#change({});
        this.#live.hurry();
      },
      synced: () => {
        this.#wireRead = true;
        this.#resume();
        this.#presence.reconnected();
      },
      savingChanged: () => {
        this.#waiting.settle(wire.counter);
        if (!wire.counter.pending && wire.counter.edits > 0) this.#refusedLately = false;
        this.#change({});
      },
      refused: (error, edits) => this.#refuse(error, edits),
      lost: (closeCode, wasOpen) => this.#onWireLost(closeCode, wasOpen),
    });
    return wire;
  }

  get #waitingDoc() {
    const { doc, counter } = this.#wire;
    return { doc, counter, undo: this.#undo, flush: () => this.#wire.flush() };
  }

  /**
   * The document can be worked with once it has been read, and what had to be written on it again has been: for
   * that the server must have said what this member may do now.
   */
  #resume(): void {
    const { me, locks } = this.#state;
    if (!this.#wireRead) return;
    if (this.#waiting.interrupted) {
      if (!this.#welcomed || me === null) return;
      this.#waiting.writeAgain(this.#waitingDoc, {
        memberId: me.id,
        role: me.role,
        clientId: this.#wire.doc.clientID,
        locks: { room: locks.room !== null, designIds: new Set(Object.keys(locks.designs)) },
      });
    }
    this.#docRead = true;
    this.#rack.live();
    this.#threads.live();
    this.#change({ synced: true });
  }

  #onWireLost(closeCode: number | null, wasOpen: boolean): boolean {
    this.#stumbled = true;
    this.#reopening = false;
    this.#change({});
    const code = closeCode === closeTooBig ? 'message-too-large' : codeFromClose(closeCode ?? 0);
    if (code !== null && !errorTable[code].retryable) {
      const error = new ToileError(code).toBody();
      if (contentCodes.has(code) && this.#pending) this.#refuse(error, this.#wire.counter.broughtBy(null));
      else this.#end(error);
      return false;
    }
    if (!wasOpen) void this.#probe();
    return true;
  }

  #onLiveLost(reason: ErrorBody | null): boolean {
    this.#welcomed = false;
    this.#stumbled = true;
    this.#change({});
    if (reason === null || reason.retryable) return true;
    this.#end(reason);
    return false;
  }

  /** An upgrade that was refused looks to a browser like a dead network: ask why over HTTP. */
  async #probe(): Promise<void> {
    if (this.#probing) return;
    this.#probing = true;
    try {
      await this.#http.room(this.#roomId);
    } catch (error) {
      if (error instanceof ToileError && !error.retryable) this.#end(error.toBody());
    } finally {
      this.#probing = false;
    }
  }

  async #loadPack(): Promise<void> {
    try {
      const packs = await this.#http.packs(this.#roomId);
      if (this.#closed) return;
      this.#packBackoff.reset();
      this.#change({ pack: packs[0] ?? null, packs, packError: null });
      for (const design of this.#rack.rack) this.#present(design.id, false);
      this.#scratch.redraw();
      this.#change({});
    } catch (error) {
      if (this.#closed || this.#state.connection === 'ended') return;
      const failure =
        error instanceof ToileError ? error : new ToileError('internal', undefined, { cause: error });
      this.#change({ packError: failure.toBody() });
      if (failure.retryable) this.#packBackoff.schedule();
    }
  }

  #roundPart({ serverTimeMs, round, progress }: RoundEvent): Partial<RoomState> {
    this.#clock.sample(serverTimeMs);
    return { round, roundProgress: progress, clockOffsetMs: this.#clock.offsetMs };
  }

  async #lock(designId: string | null, locked: boolean): Promise<void> {
    const locks = await this.#live.setLock(designId, locked);
    if (!this.#closed) this.#change({ locks });
  }

  #tellSignal(signal: Signal): void {
    for (const listener of [...this.#signalListeners]) listener(signal);
  }

  #onMembers(members: readonly Member[], online: readonly string[]): void {
    const me = members.find(({ id }) => id === this.#state.me?.id) ?? this.#state.me;
    this.#change({ members, online, me });
    this.#presence.identify(me, members);
  }

  #onRack({ designIds, local }: RackChange): void {
    for (const designId of designIds) this.#present(designId, local);
    this.#rackListeners.notify();
    this.#change({});
  }

  get #onSketch(): boolean {
    return this.#looking !== null && this.#scratch.docOf(this.#looking) !== null;
  }

  #onScratch(): void {
    const { design, parentId } = this.#scratch;
    const before = this.#state.scratch;
    const same = before?.design === (design ?? undefined) && before?.parentId === parentId;
    this.#change(same ? {} : { scratch: design && { design, parentId } });
  }

  #present(designId: string, local: boolean): void {
    const design = this.#rack.design(designId);
    if (!design) {
      this.#frames.drop(designId);
      this.#failures.forget(designId);
    } else {
      const pack = packOf(design, this.#state);
      this.#frames.present(designId, pack && presentHashes(design, pack), local ? performance.now() : null);
      // The room's own pack is missing for everybody, and said once.
      const missing = !pack && this.#state.packs.length > 0;
      if (missing)
        this.#failures.failed(designId, design.pack ?? '', new ToileError('pack-unknown').toBody());
    }
  }

  /** The server will not have this document: drop it and read its own. */
  #refuse(refusal: ErrorBody, edits: EditRange): void {
    this.#refusals += 1;
    this.#reopening = true;
    this.#wireRead = false;
    this.#docRead = false;
    this.#waiting.refused(edits, refusal.code);
    this.#wire.disconnect();
    this.#change({ refusal });
    if (this.#refusedLately) this.#reopenBackoff.schedule();
    else this.#reopen();
    this.#refusedLately = true;
  }

  #reopen(): void {
    const old = this.#wire;
    this.#undo.destroy();
    this.#wire = this.#openWire();
    this.#undo = createUndo(this.#wire.doc);
    this.#waiting.follow(this.#waitingDoc);
    this.#rack.follow(this.#wire.doc);
    this.#threads.follow(this.#wire.doc);
    this.#presence.follow(this.#wire.awareness);
    old.doc.destroy();
    this.#wire.connect();
    this.#change({});
  }

  #end(ended: ErrorBody): void {
    if (this.#closed || this.#state.connection === 'ended') return;
    this.#hangUp();
    if (ended.code === 'not-a-member' || ended.code === 'room-not-found') this.#keeper.discard();
    this.#change({ connection: 'ended', ended });
    this.#waits.failAll(this.#over());
  }

  #hangUp(): void {
    this.#packBackoff.cancel();
    this.#reopenBackoff.cancel();
    this.#wire.disconnect();
    this.#live.disconnect();
    if (typeof globalThis.removeEventListener === 'function') {
      globalThis.removeEventListener('online', this.#hurry);
      for (const event of leaving) globalThis.removeEventListener(event, this.#keep);
    }
  }

  #over(): ToileError {
    const { ended } = this.#state;
    return ended ? ToileError.fromBody(ended) : new ToileError('internal', 'This room client is closed.');
  }

  #editable(): Editable {
    if (this.#state.connection === 'ended') throw this.#over();
    const { me, pack, packs, locks } = this.#state;
    return { doc: this.#wire.doc, read: this.#docRead, me, pack, packs, locks };
  }

  /** Answers a function that throws once a document has been refused after this call. */
  #unrefused(): () => void {
    const refusals = this.#refusals;
    return () => {
      const { refusal } = this.#state;
      if (this.#refusals !== refusals && refusal) throw ToileError.fromBody(refusal);
    };
  }

  async #until<T>(timeoutMs: number, late: ToileError, met: () => T | undefined): Promise<T> {
    if (this.#state.connection === 'ended') throw this.#over();
    return await this.#waits.until(met, timeoutMs, () => late);
  }

  /** Merge `part` and what follows from the rest into the state; tell only of a difference. */
  #change(part: Partial<RoomState>): void {
    if (this.#closed) return;
    const before = this.#state;
    const failures = this.#failures.present(before.failures, (id) => this.#frames.presentHash(id));
    const connection = this.#connection();
    const next: RoomState = {
      ...before,
      connection,
      saving: this.#saving(),
      unsavedChanges: this.#waiting.count,
      keeping: this.#keeper.keeping,
      retryAtMs: connection === 'offline' ? this.#retryAtMs : null,
      drawing: this.#frames.awaited().filter((id) => !Object.hasOwn(failures, id)).length,
      failures,
      ...part,
    };
    if ((Object.keys(next) as (keyof RoomState)[]).some((key) => next[key] !== before[key])) {
      this.#state = next;
      this.#stateListeners.notify();
    }
    this.#keeper.touch();
    this.#waits.poke();
  }

  #connection(): RoomState['connection'] {
    if (this.#state.connection === 'ended' || this.#reopening) return this.#state.connection;
    if (this.#wire.open && this.#welcomed) return 'online';
    return this.#stumbled ? 'offline' : 'connecting';
  }

  get #pending(): boolean {
    return this.#wire.counter.pending || this.#waiting.count > 0;
  }

  #saving(): RoomState['saving'] {
    if (!this.#pending) return 'saved';
    return this.#wire.open || this.#reopening ? 'saving' : 'unsaved';
  }

  /** Whichever wire comes back first takes the other along. */
  get #retryAtMs(): number | null {
    const waits = [this.#wire.retryAtMs, this.#live.retryAtMs].filter((atMs) => atMs !== null);
    return waits.length > 0 ? Math.min(...waits) : null;
  }
}

function presentHashes(design: Design, pack: PackSummary): PresentHashes {
  const preview = previewRecipe(design, pack);
  return { final: recipeHash(designRecipe(design, pack)), preview: preview && recipeHash(preview) };
}
