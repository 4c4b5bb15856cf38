import { type Recipe, recipeHash, recipeJson } from '@toile/latent';
import {
  type ClipDirectionAnswer,
  type ClipDirectionRequest,
  type ClipRankAnswer,
  type ClipRankRequest,
  clipDirectionAnswerSchema,
  clipRankAnswerSchema,
  createInviteAnswerSchema,
  createLiveViewAnswerSchema,
  type Embedding,
  type ErrorBody,
  type ErrorCode,
  errorBodySchema,
  type FilmRequest,
  type Frame,
  frameMetaHeader,
  frameMetaSchema,
  type Health,
  healthSchema,
  type Invite,
  type InviteRole,
  inviteListSchema,
  type LineSheetRequest,
  type LiveView,
  latentAnswerSchema,
  liveViewAnswerSchema,
  liveViewSchema,
  memberNameHeader,
  type PackSummary,
  type Photo,
  type PhotoLatent,
  packListSchema,
  photoLatentSchema,
  photoListSchema,
  photoSchema,
  type Role,
  type Room,
  type RoomAnswer,
  type RoomList,
  type Round,
  type RoundList,
  resolveInviteAnswerSchema,
  roomAnswerSchema,
  roomListSchema,
  roomSchema,
  roundListSchema,
  roundSchema,
  sessionCookie,
  sessionTokenSchema,
  ToileError,
} from '@toile/protocol';
import { toBase64Url } from './base64url.js';
import { inviteUrl } from './invite-url.js';
import { type UploadAnswer, uploadFile } from './upload.js';

/** What a link leads to, before joining. */
export type ResolveInviteAnswer = ReturnType<typeof resolveInviteAnswerSchema.parse>;
export type CreatedInvite = ReturnType<typeof createInviteAnswerSchema.parse> & { readonly url: string };

export type CreatedLiveView = ReturnType<typeof createLiveViewAnswerSchema.parse>;

export interface ToileHttpOptions {
  /** Where Toile answers, such as `https://toile.example`; in a browser, `location.origin`. */
  baseUrl: string;
  /** Session token of an earlier client, for programs; a browser keeps its own in an HttpOnly cookie. */
  session?: string | null;
  fetch?: typeof fetch;
}

/** Of a recipe in an address: proxies refuse addresses of 8 kB, Node headers of 16 kB. */
const longestRecipeChars = 4_096;

interface Schema<T> {
  parse(value: unknown): T;
}

/**
 * Every HTTP call of Toile. Answers are parsed with the protocol's schemas; every failure, the network's
 * included, is thrown as a ToileError.
 */
export class ToileHttp {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** The session token, given or learnt from Set-Cookie; stays null in a browser, which hides its cookie. */
  session: string | null;
  readonly #fetch: typeof fetch;

  constructor({ baseUrl, session = null, fetch = globalThis.fetch }: ToileHttpOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    this.session = session;
    // Browsers refuse a fetch that is called as a method of anything but the window.
    this.#fetch = (input, init) => fetch(input, init);
  }

  /** Open a room and become its host. `pack` is a pack's name or id, the server's default where absent. */
  createRoom(request: { name: string; memberName: string; pack?: string }): Promise<RoomAnswer> {
    return this.#ask('POST', '/api/rooms', roomAnswerSchema, request);
  }

  /** The rooms of this session, most recently visited first. */
  rooms(): Promise<RoomList> {
    return this.#ask('GET', '/api/rooms', roomListSchema);
  }

  room(roomId: string): Promise<RoomAnswer> {
    return this.#ask('GET', roomPath(roomId), roomAnswerSchema);
  }

  /** Editors and hosts. */
  renameRoom(roomId: string, name: string): Promise<Room> {
    return this.#ask('PATCH', roomPath(roomId), roomSchema, { name });
  }

  async packs(roomId: string): Promise<PackSummary[]> {
    return (await this.#ask('GET', `${roomPath(roomId)}/packs`, packListSchema)).packs;
  }

  /** The live invites of a room, at most one a role. Hosts only. */
  async invites(roomId: string): Promise<Invite[]> {
    return (await this.#ask('GET', `${roomPath(roomId)}/invites`, inviteListSchema)).invites;
  }

  /** Make the link of a role; an earlier one of that role stops working. Hosts only. */
  async createInvite(roomId: string, role: InviteRole): Promise<CreatedInvite> {
    const answer = await this.#ask('POST', `${roomPath(roomId)}/invites`, createInviteAnswerSchema, { role });
    return { ...answer, url: inviteUrl(this.baseUrl, answer.token) };
  }

  /** Hosts only. */
  async revokeInvite(roomId: string, inviteId: string): Promise<void> {
    await this.#ask('DELETE', `${roomPath(roomId)}/invites/${encodeURIComponent(inviteId)}`, anyAnswer);
  }

  /** The live view of a room, or null. Hosts only. */
  async liveView(roomId: string): Promise<LiveView | null> {
    return (await this.#ask('GET', `${roomPath(roomId)}/live-view`, liveViewAnswerSchema)).view;
  }

  /** Make the link by which a room is watched without joining; an earlier one stops working. Hosts only. */
  createLiveView(roomId: string): Promise<CreatedLiveView> {
    return this.#ask('POST', `${roomPath(roomId)}/live-view`, createLiveViewAnswerSchema, {});
  }

  /** Say whose pages may show the live view in a frame. Hosts only. */
  setEmbedding(roomId: string, embedding: Embedding): Promise<LiveView> {
    return this.#ask('PATCH', `${roomPath(roomId)}/live-view`, liveViewSchema, { embedding });
  }

  /** Hosts only. */
  async revokeLiveView(roomId: string): Promise<void> {
    await this.#ask('DELETE', `${roomPath(roomId)}/live-view`, anyAnswer);
  }

  resolveInvite(token: string): Promise<ResolveInviteAnswer> {
    return this.#ask('POST', '/api/invites/resolve', resolveInviteAnswerSchema, { token });
  }

  /** Become a member under `name`. A session that is one already keeps its place, with the higher role. */
  acceptInvite(token: string, name: string): Promise<RoomAnswer> {
    return this.#ask('POST', '/api/invites/accept', roomAnswerSchema, { token, name });
  }

  /** Hosts only. */
  async setRole(roomId: string, memberId: string, role: Role): Promise<void> {
    await this.#ask('PATCH', memberPath(roomId, memberId), anyAnswer, { role });
  }

  /** Make somebody else host in one's own place, and oneself an editor. Hosts only. */
  async handOver(roomId: string, memberId: string): Promise<void> {
    await this.#ask('POST', `${roomPath(roomId)}/host`, anyAnswer, { memberId });
  }

  /** Hosts only. */
  async removeMember(roomId: string, memberId: string): Promise<void> {
    await this.#ask('DELETE', memberPath(roomId, memberId), anyAnswer);
  }

  /** Rounds of a room that were revealed, newest first. */
  async rounds(roomId: string): Promise<RoundList['rounds']> {
    return (await this.#ask('GET', `${roomPath(roomId)}/rounds`, roundListSchema)).rounds;
  }

  /** A round that was revealed, with its results. */
  round(roomId: string, roundId: string): Promise<Round> {
    return this.#ask('GET', roundPath(roomId, roundId), roundSchema);
  }

  /** Where the results of a round that was revealed can be downloaded. */
  roundResultsUrl(roomId: string, roundId: string, format: 'csv' | 'json'): string {
    return `${this.baseUrl}${roundPath(roomId, roundId)}/results.${format}`;
  }

  /**
   * Where the picture of `recipe` is: drawn if need be, and never different afterwards. Null where the recipe is too
   * long for an address, as one with latents is: `picture` has it all the same.
   * Throws as `recipeHash` does where the recipe is none.
   */
  pictureUrl(roomId: string, recipe: Recipe): string | null {
    const text = toBase64Url(recipeJson(recipe));
    if (text.length > longestRecipeChars) return null;
    return `${this.baseUrl}${picturePath(roomId, recipe)}?recipe=${text}`;
  }

  /**
   * The picture of `recipe`, drawn if need be. Rejects with a ToileError, or with the signal's reason once it is
   * aborted.
   */
  async picture(roomId: string, recipe: Recipe, signal?: AbortSignal): Promise<Frame> {
    const address = this.pictureUrl(roomId, recipe);
    const init: RequestInit = {
      // The address names the picture: the browser's cache may answer for good.
      ...(address === null
        ? { method: 'POST', cache: 'no-store', body: JSON.stringify({ recipe }) }
        : { method: 'GET', cache: 'default' }),
      ...(signal ? { signal } : {}),
    };
    const url = address ?? `${this.baseUrl}${picturePath(roomId, recipe)}`;
    const { response, body } = await this.#exchange(url, init, (answer) => answer.arrayBuffer());
    const bytes = new Uint8Array(body);
    if (!response.ok) throw failure(response.status, jsonOf(new TextDecoder().decode(bytes)));
    const meta = jsonOf(response.headers.get(frameMetaHeader) ?? '');
    return { meta: readAnswer(frameMetaSchema, meta), bytes };
  }

  /**
   * The wPlus that the picture of `recipe` is drawn from, as `wPlusText` writes it: a design as a source. Editors
   * only. Rejects as `picture` does.
   */
  async latent(roomId: string, recipe: Recipe, signal?: AbortSignal): Promise<string> {
    const path = `${roomPath(roomId)}/latents`;
    return (await this.#ask('POST', path, latentAnswerSchema, { recipe }, signal)).wPlus;
  }

  /**
   * Bring a photograph of a garment (JPEG, PNG, WebP or AVIF) into a room. Editors only. `onProgress` hears what share
   * has been sent, where the runtime can tell; `isNew` is false for one that the room has already. Rejects as `picture`
   * does.
   */
  async uploadPhoto(
    roomId: string,
    file: Blob,
    { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
  ): Promise<{ photo: Photo; isNew: boolean }> {
    const url = `${this.baseUrl}${roomPath(roomId)}/photos`;
    const type = file.type.startsWith('image/') ? file.type : 'application/octet-stream';
    const sent =
      onProgress && typeof XMLHttpRequest !== 'undefined'
        ? await this.#reached(uploadFile({ url, body: file, type, onProgress, signal }), signal)
        : await this.#sent(url, file, type, signal);
    const answer = jsonOf(sent.text);
    if (sent.status >= 400) throw failure(sent.status, answer);
    return { photo: readAnswer(photoSchema, answer), isNew: sent.status === 201 };
  }

  /** The photographs of a room, oldest first. */
  async photos(roomId: string): Promise<Photo[]> {
    return (await this.#ask('GET', `${roomPath(roomId)}/photos`, photoListSchema)).photos;
  }

  /** Where a photograph is, for members of its room. */
  photoUrl(roomId: string, hash: string): string {
    return `${this.baseUrl}${photoPath(roomId, hash)}`;
  }

  /** Remove a photograph's bytes for good; designs made of it stay. Its uploader, and hosts. */
  async removePhoto(roomId: string, hash: string): Promise<void> {
    await this.#ask('DELETE', photoPath(roomId, hash), anyAnswer);
  }

  /**
   * The latent whose picture is most like the garment in a photograph, in the space of `pack` (the room's own where
   * absent). Editors only. Asks again while no renderer has answered in time, until the signal is aborted.
   */
  async photoLatent(
    roomId: string,
    hash: string,
    { pack, signal }: { pack?: string; signal?: AbortSignal } = {},
  ): Promise<PhotoLatent> {
    const path = `${photoPath(roomId, hash)}/latent`;
    for (;;) {
      try {
        return await this.#ask('POST', path, photoLatentSchema, pack ? { pack } : {}, signal);
      } catch (error) {
        if (!(error instanceof ToileError && error.code === 'renderer-absent')) throw error;
      }
    }
  }

  /** How near one block of seeds comes to a text. Editors only; see `rankByWords`. Rejects as `picture` does. */
  rankSeeds(roomId: string, request: ClipRankRequest, signal?: AbortSignal): Promise<ClipRankAnswer> {
    return this.#ask('POST', `${roomPath(roomId)}/words/rank`, clipRankAnswerSchema, request, signal);
  }

  /** The direction in w towards a text. Editors only; see `directionByWords`. Rejects as `picture` does. */
  wordDirection(
    roomId: string,
    request: ClipDirectionRequest,
    signal?: AbortSignal,
  ): Promise<ClipDirectionAnswer> {
    return this.#ask(
      'POST',
      `${roomPath(roomId)}/words/direction`,
      clipDirectionAnswerSchema,
      request,
      signal,
    );
  }

  /** An animated WebP of one design that turns into another. Rejects as `picture` does. */
  film(roomId: string, request: FilmRequest, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#file('POST', `${roomPath(roomId)}/film`, request, signal);
  }

  /** Designs on paper: a PDF. Rejects as `picture` does. */
  lineSheet(roomId: string, request: LineSheetRequest, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#file('POST', `${roomPath(roomId)}/line-sheet`, request, signal);
  }

  /** Everything of a room as one file. Hosts only. */
  archive(roomId: string, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#file('GET', `${roomPath(roomId)}/archive`, undefined, signal);
  }

  /** Make a new room of an archive, with oneself as its host. */
  async openArchive(archive: Uint8Array, memberName: string): Promise<RoomAnswer> {
    const init: RequestInit = {
      method: 'POST',
      cache: 'no-store',
      body: new Uint8Array(archive),
      headers: { 'content-type': 'application/zip', [memberNameHeader]: encodeURIComponent(memberName) },
    };
    const read = (answer: Response) => answer.text();
    const { response, body: text } = await this.#exchange(`${this.baseUrl}/api/archives`, init, read);
    const answer = jsonOf(text);
    if (!response.ok) throw failure(response.status, answer);
    return readAnswer(roomAnswerSchema, answer);
  }

  /** A server that is down answers too: look at `status`. */
  health(): Promise<Health> {
    return this.#ask('GET', '/healthz', healthSchema);
  }

  async #ask<T>(
    method: string,
    path: string,
    schema: Schema<T>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    const init: RequestInit = {
      method,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    };
    const url = `${this.baseUrl}${path}`;
    const { response, body: text } = await this.#exchange(url, init, (answer) => answer.text());
    const answer = jsonOf(text);
    // 503 from /healthz carries a health report, not an error.
    if (!response.ok && schema !== (healthSchema as Schema<unknown>)) throw failure(response.status, answer);
    return readAnswer(schema, answer);
  }

  async #file(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Uint8Array> {
    const init: RequestInit = {
      method,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    };
    const read = (answer: Response) => answer.arrayBuffer();
    const { response, body: file } = await this.#exchange(`${this.baseUrl}${path}`, init, read);
    const bytes = new Uint8Array(file);
    if (!response.ok) throw failure(response.status, jsonOf(new TextDecoder().decode(bytes)));
    return bytes;
  }

  async #sent(url: string, body: Blob, type: string, signal?: AbortSignal): Promise<UploadAnswer> {
    const init: RequestInit = {
      method: 'POST',
      cache: 'no-store',
      body,
      headers: { 'content-type': type },
      ...(signal ? { signal } : {}),
    };
    const { response, body: text } = await this.#exchange(url, init, (answer) => answer.text());
    return { status: response.status, text };
  }

  /** What `exchange` makes of a failure, for an exchange that is no fetch. */
  async #reached<T>(exchange: Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await exchange;
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ToileError('internal', 'The server cannot be reached.', { cause });
    }
  }

  /** One request and its whole answer, whatever its status. */
  async #exchange<T>(
    url: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<{ response: Response; body: T }> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (init.body !== undefined) headers['content-type'] = 'application/json';
    if (this.session !== null) headers.cookie = `${sessionCookie}=${this.session}`;
    try {
      const response = await this.#fetch(url, {
        ...init,
        headers: { ...headers, ...init.headers },
        credentials: 'same-origin',
      });
      const body = await read(response);
      this.#learnSession(response.headers);
      return { response, body };
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw new ToileError('internal', 'The server cannot be reached.', { cause });
    }
  }

  #learnSession(headers: Headers): void {
    for (const cookie of headers.getSetCookie?.() ?? []) {
      const [pair = ''] = cookie.split(';');
      const [name, value = ''] = pair.split('=');
      if (name?.trim() === sessionCookie && sessionTokenSchema.safeParse(value.trim()).success) {
        this.session = value.trim();
      }
    }
  }
}

const roomPath = (roomId: string) => `/api/rooms/${encodeURIComponent(roomId)}`;
const roundPath = (roomId: string, roundId: string) =>
  `${roomPath(roomId)}/rounds/${encodeURIComponent(roundId)}`;
const photoPath = (roomId: string, hash: string) => `${roomPath(roomId)}/photos/${encodeURIComponent(hash)}`;
const picturePath = (roomId: string, recipe: Recipe) => `${roomPath(roomId)}/pictures/${recipeHash(recipe)}`;
const memberPath = (roomId: string, memberId: string) =>
  `${roomPath(roomId)}/members/${encodeURIComponent(memberId)}`;

const anyAnswer: Schema<unknown> = { parse: (value) => value };

function readAnswer<T>(schema: Schema<T>, answer: unknown): T {
  try {
    return schema.parse(answer);
  } catch (cause) {
    throw new ToileError('internal', 'The server answered something unexpected.', { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The error that an answer carries. One without is a proxy's, not Toile's: its 404 says nothing about rooms,
 * and may be gone in a minute.
 */
function failure(status: number, answer: unknown): ToileError {
  const body = errorBodySchema.safeParse(answer);
  if (body.success) return ToileError.fromBody(body.data as ErrorBody);
  return new ToileError(bareStatus[status] ?? 'internal', `The server answered with status ${status}.`);
}

const bareStatus: Readonly<Record<number, ErrorCode>> = { 413: 'message-too-large', 429: 'rate-limited' };
