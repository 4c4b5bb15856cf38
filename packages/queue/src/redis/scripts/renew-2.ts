import { defineScript } from '../script.js';

/**
 * Prolongs leases (SPEC Q15). Answers the ids that the worker holds. KEYS: running, expiries.
 *
 * ARGV: worker id, lease in ms, then the lease ids (`mark:place`).
 */
export const renew2 = defineScript(
  'renew',
  2,
  /* lua */ `
local time = redis.call('TIME')
local expiresAtMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[2])
local held = {}
for i = 3, #ARGV do
  local place = string.match(ARGV[i], ':(.*)$')
  local text = place and redis.call('HGET', KEYS[1], place)
  if text then
    local running = cjson.decode(text)
    if running.leaseId == ARGV[i] and running.worker == ARGV[1] then
      redis.call('ZADD', KEYS[2], expiresAtMs, place)
      held[#held + 1] = ARGV[i]
    end
  end
end
return held
`,
);
