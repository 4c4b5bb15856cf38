import { defineScript } from '../script.js';

/**
 * Counts (SPEC Q28). Answers pending, running, age of the place that waits longest in ms, then the status
 * (JSON) of every live worker, all as strings. KEYS: pending, running, since, workers, deadlines.
 */
export const stats5 = defineScript(
  'stats',
  5,
  /* lua */ `
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local oldest = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
local ageMs = oldest[2] and math.max(0, nowMs - tonumber(oldest[2])) or 0
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', nowMs)) do
  redis.call('HDEL', KEYS[4], worker)
  redis.call('ZREM', KEYS[5], worker)
end
local answer = {
  tostring(redis.call('HLEN', KEYS[1])), tostring(redis.call('HLEN', KEYS[2])), string.format('%d', ageMs),
}
for _, status in ipairs(redis.call('HVALS', KEYS[4])) do answer[#answer + 1] = status end
return answer
`,
);
