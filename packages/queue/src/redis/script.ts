import { createHash } from 'node:crypto';
import { ErrorReply } from 'redis';
import type { RedisClient } from './redis-connection.js';

/** A Lua script: runs as one step on the server, whatever else goes on. */
export interface Script {
  readonly name: string;
  /** How many keys it takes; the name of its file ends in it. */
  readonly keyCount: number;
  readonly source: string;
  readonly sha1: string;
}

export function defineScript(name: string, keyCount: number, source: string): Script {
  return { name, keyCount, source, sha1: createHash('sha1').update(source).digest('hex') };
}

/**
 * Runs a script by its digest, and by its text when the server does not know it (yet, or after a restart).
 * Throws RangeError when the number of keys is not the script's.
 */
export async function runScript(
  client: RedisClient,
  script: Script,
  keys: readonly string[],
  args: readonly (string | Buffer)[],
): Promise<unknown> {
  if (keys.length !== script.keyCount) {
    throw new RangeError(`${script.name}: expected ${script.keyCount} keys, got ${keys.length}`);
  }
  const given = { keys: [...keys], arguments: [...args] };
  try {
    return await client.evalSha(script.sha1, given);
  } catch (error) {
    if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await client.eval(script.source, given);
  }
}
