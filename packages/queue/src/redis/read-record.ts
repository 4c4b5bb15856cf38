import { QueueError } from '../render-queue.js';

/** JSON text as a value of a schema. Throws QueueError `corrupt`, naming `what`, for anything else. */
export function readRecord<T>(what: string, schema: { parse(value: unknown): T }, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new QueueError('corrupt', `${what} in Redis cannot be read`, { cause });
  }
}

/** A script's answer as a list of texts. Throws QueueError `corrupt` when it is not one. */
export function readTexts(what: string, answer: unknown): string[] {
  if (Array.isArray(answer) && answer.every((text) => typeof text === 'string')) return answer;
  throw new QueueError('corrupt', `${what}: expected a list of texts from Redis`);
}
