import { signalSchema, versionIdSchema } from '@toile/protocol';
import type { RoomMessage } from '../room-bus.js';

/** Bytes of a sender's mark. */
export const SENDER_BYTES = 8;

const kinds = {
  doc: 1,
  awareness: 2,
  'awareness-query': 3,
  changed: 4,
  watching: 5,
  signal: 6,
  unnamed: 7,
} as const;
const whats = ['room', 'members', 'votes', 'removed', 'round', 'activity', 'liveView', 'locks'] as const;
const HEAD_BYTES = 1 + SENDER_BYTES;
const SEQ_BYTES = 8;
const COUNT_BYTES = 4;

/**
 * A room message as bytes: kind (1), sender (8), then for `doc` the seq (float64, big endian; exact to 2^53) and
 * the update, for `awareness` the update, for `changed` which (1),
 * for `watching` the count (uint32, big endian) and the instance's id in UTF-8, for `signal` its JSON, for `unnamed`
 * the version's id in UTF-8.
 */
export function encodeRoomMessage(sender: Uint8Array, message: RoomMessage): Buffer {
  const head = Buffer.from([kinds[message.kind], ...sender.subarray(0, SENDER_BYTES)]);
  switch (message.kind) {
    case 'doc': {
      const seq = Buffer.alloc(SEQ_BYTES);
      seq.writeDoubleBE(message.seq);
      return Buffer.concat([head, seq, message.update]);
    }
    case 'awareness':
      return Buffer.concat([head, message.update]);
    case 'awareness-query':
      return head;
    case 'signal':
      return Buffer.concat([head, Buffer.from(JSON.stringify(message.signal))]);
    case 'unnamed':
      return Buffer.concat([head, Buffer.from(message.versionId)]);
    case 'changed':
      return Buffer.concat([head, Buffer.from([whats.indexOf(message.what)])]);
    case 'watching': {
      const count = Buffer.alloc(COUNT_BYTES);
      count.writeUInt32BE(message.count);
      return Buffer.concat([head, count, Buffer.from(message.instance)]);
    }
  }
}

/** Reads what `encodeRoomMessage` wrote; null for anything else, such as a kind of a later version. */
export function decodeRoomMessage(bytes: Uint8Array): { sender: Uint8Array; message: RoomMessage } | null {
  if (bytes.byteLength < HEAD_BYTES) return null;
  // Not `bytes.slice`: a Buffer's is a view on what it was cut from.
  const copy = new Uint8Array(bytes);
  const message = decodeBody(copy[0]!, copy.subarray(HEAD_BYTES));
  return message && { sender: copy.subarray(1, HEAD_BYTES), message };
}

function decodeBody(kind: number, body: Uint8Array): RoomMessage | null {
  switch (kind) {
    case kinds.doc: {
      if (body.byteLength < SEQ_BYTES) return null;
      const seq = new DataView(body.buffer, body.byteOffset).getFloat64(0);
      return Number.isSafeInteger(seq) ? { kind: 'doc', seq, update: body.subarray(SEQ_BYTES) } : null;
    }
    case kinds.awareness:
      return { kind: 'awareness', update: body };
    case kinds['awareness-query']:
      return body.byteLength === 0 ? { kind: 'awareness-query' } : null;
    case kinds.signal: {
      const signal = signalSchema.safeParse(parseJson(body));
      return signal.success ? { kind: 'signal', signal: signal.data } : null;
    }
    case kinds.changed: {
      const what = body.byteLength === 1 ? whats[body[0]!] : undefined;
      return what ? { kind: 'changed', what } : null;
    }
    case kinds.unnamed: {
      const versionId = versionIdSchema.safeParse(Buffer.from(body).toString());
      return versionId.success ? { kind: 'unnamed', versionId: versionId.data } : null;
    }
    case kinds.watching: {
      if (body.byteLength <= COUNT_BYTES) return null;
      const count = new DataView(body.buffer, body.byteOffset).getUint32(0);
      return { kind: 'watching', instance: Buffer.from(body.subarray(COUNT_BYTES)).toString(), count };
    }
    default:
      return null;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}
