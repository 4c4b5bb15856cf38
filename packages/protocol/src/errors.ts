import { z } from 'zod';

interface ErrorRow {
  readonly httpStatus: number;
  /** WebSocket close code, where the error ends a connection. */
  readonly closeCode: number;
  /** Whether the same request may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  /** What a person is told when nothing more exact is known. */
  readonly message: string;
}

/**
 * The one table of expected failures: a code is the contract, its row says how each wire carries it.
 * Close codes 4000-4999 are the range that RFC 6455 §7.4.2 leaves to applications.
 */
export const errorTable = {
  'bad-request': row(400, 4400, false, 'That request was not understood.'),
  unauthenticated: row(401, 4401, false, 'Open an invite link first: this browser has no place in the room.'),
  'not-a-member': row(403, 4403, false, 'You are not in this room. Ask for an invite link.'),
  'role-forbidden': row(403, 4405, false, 'Your role in this room does not allow that.'),
  'origin-forbidden': row(403, 4406, false, 'This page may not talk to this server.'),
  'room-not-found': row(404, 4404, false, 'There is no such room.'),
  'design-not-found': row(404, 4414, false, 'That design is no longer on the rack.'),
  'invite-unknown': row(404, 4415, false, 'This link is not known. Check that it was copied whole.'),
  'invite-revoked': row(410, 4416, false, 'This link has been revoked. Ask the host for a new one.'),
  'not-found': row(404, 4417, false, 'Nothing is here.'),
  'pack-unknown': row(
    422,
    4418,
    false,
    'This server does not have the model pack that the room was made with.',
  ),
  'update-malformed': row(400, 4420, false, 'A change could not be read and was refused.'),
  'update-invalid': row(422, 4422, false, 'A change held a value that is not allowed and was refused.'),
  'message-too-large': row(413, 4413, false, 'That message is larger than this server accepts.'),
  'document-full': row(413, 4423, false, 'The room is full: delete designs before adding more.'),
  'not-the-author': row(403, 4425, false, 'A comment is changed by its author only.'),
  'room-locked': row(423, 4426, false, 'The room is locked: only its host changes designs now.'),
  'design-locked': row(423, 4427, false, 'This design is locked: only the host changes it now.'),
  'versions-full': row(
    403,
    4434,
    false,
    'This design has as many named versions as it can hold: take the name off one.',
  ),
  'archive-invalid': row(422, 4435, false, 'This file is no archive of a Toile room, or it is damaged.'),
  'photo-invalid': row(422, 4436, false, 'This file is no photo that can be read.'),
  'photo-too-large': row(413, 4437, false, 'This photo is larger than this server accepts.'),
  'photos-full': row(
    403,
    4438,
    false,
    'The room has as many photos as it can hold: remove some before adding more.',
  ),
  'photo-not-found': row(404, 4439, false, 'This photo is not in the room, or was removed.'),
  'no-garment': row(422, 4440, false, 'No garment was found in this photo.'),
  'photos-unsupported': row(422, 4441, false, 'The model of this room cannot read photos.'),
  'room-full': row(403, 4424, false, 'The room has as many people as it can hold.'),
  'round-not-found': row(404, 4430, false, 'There is no such round.'),
  'round-open': row(409, 4431, false, 'A round is open in this room: end it first.'),
  'round-over': row(409, 4432, false, 'This round is over.'),
  'ballot-invalid': row(422, 4433, false, 'That ballot does not fit this round.'),
  'rate-limited': row(429, 4429, true, 'That was too many requests at once. It goes on in a moment.'),
  'slow-reader': row(503, 4408, true, 'This connection fell too far behind and starts afresh.'),
  'render-failed': row(500, 4501, false, 'This picture could not be drawn.'),
  'renderer-absent': row(503, 4502, true, 'No renderer is at work. Pictures follow as soon as one is.'),
  'store-unavailable': row(
    503,
    4503,
    true,
    'The store cannot be reached. Nothing is lost; saving goes on later.',
  ),
  'queue-unavailable': row(503, 4504, true, 'The render queue cannot be reached. Pictures follow later.'),
  'server-stopping': row(503, 1012, true, 'The server is restarting.'),
  internal: row(500, 4500, true, 'Something went wrong on the server.'),
} as const satisfies Record<string, ErrorRow>;

function row(httpStatus: number, closeCode: number, retryable: boolean, message: string): ErrorRow {
  return { httpStatus, closeCode, retryable, message };
}

export type ErrorCode = keyof typeof errorTable;
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];
export const errorCodeSchema = z.enum(errorCodes);

/** The body of every failed HTTP answer, and of every failed socket.io acknowledgement. */
export const errorBodySchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  retryable: z.boolean(),
  /** The limit that was met, where one was. */
  limit: z.object({ name: z.string(), value: z.number() }).optional(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** An expected failure on its way to a person: `code` is the contract, `message` is for reading. */
export class ToileError extends Error {
  override readonly name = 'ToileError';
  readonly code: ErrorCode;
  readonly limit: { name: string; value: number } | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    options: { cause?: unknown; limit?: { name: string; value: number } } = {},
  ) {
    super(message ?? errorTable[code].message, { cause: options.cause });
    this.code = code;
    this.limit = options.limit;
  }

  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }

  toBody(): ErrorBody {
    const body: ErrorBody = { code: this.code, message: this.message, retryable: this.retryable };
    return this.limit ? { ...body, limit: this.limit } : body;
  }

  static fromBody(body: ErrorBody): ToileError {
    return new ToileError(body.code, body.message, body.limit ? { limit: body.limit } : {});
  }
}

/** The code that a WebSocket close code stands for, or null for one that is not ours. */
export function codeFromClose(closeCode: number): ErrorCode | null {
  return errorCodes.find((code) => errorTable[code].closeCode === closeCode) ?? null;
}
