import type { Announcement } from '@toile/protocol';
import { QueueError } from '../render-queue.js';

/** The methods that cross as they are; `claim` goes without its signal, which crosses as `abort`. */
export const remoteMethods = [
  'offer',
  'withdraw',
  'claim',
  'renew',
  'complete',
  'fail',
  'reclaim',
  'store',
  'frame',
  'heartbeat',
  'retire',
  'stats',
] as const;
export type RemoteMethod = (typeof remoteMethods)[number];

/** From the side that uses the queue. `id` is the sender's count of what it has asked. */
export type IpcRequest =
  | { toile: 'queue'; kind: 'call'; id: number; method: RemoteMethod; args: readonly unknown[] }
  | { toile: 'queue'; kind: 'abort'; id: number }
  | { toile: 'queue'; kind: 'listen'; id: number }
  | { toile: 'queue'; kind: 'unlisten'; id: number };

/** From the side that has the queue; `id` is the request's. */
export type IpcReply =
  | { toile: 'queue'; kind: 'answer'; id: number; value: unknown }
  | { toile: 'queue'; kind: 'refusal'; id: number; error: IpcError }
  | { toile: 'queue'; kind: 'announcement'; id: number; announcement: Announcement }
  | { toile: 'queue'; kind: 'gap'; id: number };

export interface IpcError {
  readonly name: string;
  readonly message: string;
  /** QueueError's. */
  readonly code?: QueueError['code'];
}

/** Whether a message on the channel is of the queue: others may use the same channel. */
export function isQueueMessage(message: unknown): message is IpcRequest | IpcReply {
  return typeof message === 'object' && message !== null && 'toile' in message && message.toile === 'queue';
}

/** An error as it crosses. */
export function ipcErrorOf(error: unknown): IpcError {
  if (error instanceof QueueError) return { name: error.name, message: error.message, code: error.code };
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}

/** The error on the other side: of the same class for QueueError, TypeError and RangeError. */
export function errorFromIpc({ name, message, code }: IpcError): Error {
  if (code) return new QueueError(code, message);
  if (name === 'TypeError') return new TypeError(message);
  if (name === 'RangeError') return new RangeError(message);
  return new Error(message);
}
