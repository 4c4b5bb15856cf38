import { type ErrorBody, yjsMessage } from '@toile/protocol';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import type * as Y from 'yjs';

/** Messages of the server on the Yjs endpoint, encoded; see yjs-wire.ts of the protocol. */

export const syncStep1Message = (doc: Y.Doc): Uint8Array =>
  message(yjsMessage.sync, (encoder) => sync.writeSyncStep1(encoder, doc));

/** Answer to a SyncStep1. Throws where `stateVector` is not one. */
export const syncStep2Message = (doc: Y.Doc, stateVector: Uint8Array): Uint8Array =>
  message(yjsMessage.sync, (encoder) => sync.writeSyncStep2(encoder, doc, stateVector));

export const updateMessage = (update: Uint8Array): Uint8Array =>
  message(yjsMessage.sync, (encoder) => sync.writeUpdate(encoder, update));

export const awarenessMessage = (update: Uint8Array): Uint8Array =>
  message(yjsMessage.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));

export const savedMessage = (count: number): Uint8Array =>
  message(yjsMessage.saved, (encoder) => encoding.writeVarUint(encoder, count));

export const refusedMessage = (count: number, error: ErrorBody): Uint8Array =>
  message(yjsMessage.refused, (encoder) => {
    encoding.writeVarUint(encoder, count);
    encoding.writeVarString(encoder, JSON.stringify(error));
  });

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
