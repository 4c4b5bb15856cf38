import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Gives a leased job up (SPEC Q18, Q19). Answers 1, or 0 when the lease was lost.
 *
 * ARGV: place, lease id, '1' to retry, code, message, most attempts, channel.
 */
export const fail8 = defineScript(
  'fail',
  8,
  /* lua */ `${prelude}
local place = ARGV[1]
local running = read(RUNNING, place)
if not running or running.leaseId ~= ARGV[2] then return 0 end
giveUp(place, running, {
  retry = ARGV[3] == '1', code = ARGV[4], message = ARGV[5],
  maxAttempts = tonumber(ARGV[6]), channel = ARGV[7],
})
return 1
`,
);
