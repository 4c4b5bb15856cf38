import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Takes back every job whose lease has lapsed (SPEC Q17, Q18). Answers how many.
 *
 * ARGV: message, most attempts, channel.
 */
export const reclaim8 = defineScript(
  'reclaim',
  8,
  /* lua */ `${prelude}
local lapsed = redis.call('ZRANGEBYSCORE', EXPIRIES, '-inf', nowMs())
for _, place in ipairs(lapsed) do
  giveUp(place, read(RUNNING, place), {
    retry = true, code = 'render-failed', message = ARGV[1],
    maxAttempts = tonumber(ARGV[2]), channel = ARGV[3],
  })
end
return #lapsed
`,
);
