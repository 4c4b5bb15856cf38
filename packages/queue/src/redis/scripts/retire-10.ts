import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Forgets a worker and takes back what it holds (SPEC Q27). KEYS: the eight of jobs, workers, deadlines.
 *
 * ARGV: worker id, message, most attempts, channel.
 */
export const retire10 = defineScript(
  'retire',
  10,
  /* lua */ `${prelude}
redis.call('HDEL', KEYS[9], ARGV[1])
redis.call('ZREM', KEYS[10], ARGV[1])
local all = redis.call('HGETALL', RUNNING)
for i = 1, #all, 2 do
  local running = cjson.decode(all[i + 1])
  if running.worker == ARGV[1] then
    giveUp(all[i], running, {
      retry = true, code = 'render-failed', message = ARGV[2],
      maxAttempts = tonumber(ARGV[3]), channel = ARGV[4],
    })
  end
end
return 1
`,
);
