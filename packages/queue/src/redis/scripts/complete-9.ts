import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Stores a frame, frees its place and announces it (SPEC Q20, Q21). Answers 1, or 0 when the lease was lost.
 * KEYS: the eight of jobs, the frame's.
 *
 * ARGV: place, lease id, hash, meta (JSON), bytes, TTL in ms, channel, announcement (JSON).
 */
export const complete9 = defineScript(
  'complete',
  9,
  /* lua */ `${prelude}
local place, leaseId, hash = ARGV[1], ARGV[2], ARGV[3]
redis.call('HSET', KEYS[9], 'meta', ARGV[4], 'bytes', ARGV[5])
redis.call('PEXPIRE', KEYS[9], ARGV[6])

local running = read(RUNNING, place)
if running and running.leaseId == leaseId then
  free(place)
  redis.call('PUBLISH', ARGV[7], ARGV[8])
  return 1
end
local pending = read(PENDING, place)
if pending and pending.hash == hash then
  drop(place, pending)
  redis.call('PUBLISH', ARGV[7], ARGV[8])
end
return 0
`,
);
