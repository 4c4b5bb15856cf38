import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Offers a job (SPEC Q2 to Q6). Answers the outcome.
 *
 * ARGV: place, job (JSON), hash, pack, lane, most background jobs of a room.
 */
export const offer8 = defineScript(
  'offer',
  8,
  /* lua */ `${prelude}
local place, hash, lane = ARGV[1], ARGV[3], ARGV[5]
local offered = { job = ARGV[2], hash = hash, pack = ARGV[4], lane = lane, attempt = 1 }
local running = read(RUNNING, place)
local pending = read(PENDING, place)

if running and running.hash == hash then
  if running.withdrawn then
    running.withdrawn = nil
    write(RUNNING, place, running)
  end
  if pending then drop(place, pending) end
  return 'running'
end

if pending and pending.hash == hash then
  if pending.lane == 'background' and lane == 'live' then
    local since = redis.call('ZSCORE', SINCE, place)
    drop(place, pending)
    offered.attempt = pending.attempt
    put(place, offered, since)
  end
  return 'waiting'
end

if lane == 'background' and not (pending and pending.lane == 'background') then
  local count = tonumber(redis.call('HGET', ROOMS, 'background/' .. roomAndSlot(place)) or '0')
  if count >= tonumber(ARGV[6]) then return 'full' end
end

if not pending then
  put(place, offered, nowMs())
  return 'queued'
end
if rotationOf(pending) == rotationOf(offered) then
  offered.order = pending.order
  write(PENDING, place, offered)
else
  local since = redis.call('ZSCORE', SINCE, place)
  drop(place, pending)
  put(place, offered, since)
end
return 'replaced'
`,
);
