import { defineScript } from '../script.js';

/** Notes a worker as alive (SPEC Q26). KEYS: workers, deadlines. ARGV: worker id, status (JSON), TTL in ms. */
export const heartbeat2 = defineScript(
  'heartbeat',
  2,
  /* lua */ `
local time = redis.call('TIME')
local untilMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], untilMs, ARGV[1])
return 1
`,
);
