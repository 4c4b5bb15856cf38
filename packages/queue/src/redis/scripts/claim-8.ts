import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * Claims ready jobs (SPEC Q8 to Q14). Answers four strings for each: lease id, attempt, expiry in ms, job (JSON).
 *
 * ARGV: worker id, most jobs, lease in ms, a text that no other claim has, the caller's field in `sleepers` or
 * '', '1' to be woken when nothing is ready, then the packs.
 */
export const claim8 = defineScript(
  'claim',
  8,
  /* lua */ `${prelude}
local worker, maxBatch, leaseMs, nonce, sleeper, sleep = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6]
local packs = {}
for i = 7, #ARGV do packs[#packs + 1] = ARGV[i] end

-- Members are rotation/turn/room: the lowest turn among the first of each pack's rotation.
local function nextRoom(lane)
  local rotation, turn, room
  for _, pack in ipairs(packs) do
    local prefix = lane .. '/' .. pack .. '/'
    local member = firstUnder(TURNS, prefix)
    if member then
      local memberTurn = string.sub(member, #prefix + 1, #prefix + 16)
      if not turn or memberTurn < turn then
        rotation, turn, room = lane .. '/' .. pack, memberTurn, string.sub(member, #prefix + 18)
      end
    end
  end
  return rotation, room
end

local function nextPlace()
  for _, lane in ipairs({ 'live', 'background' }) do
    local rotation, room = nextRoom(lane)
    if rotation then
      local prefix = rotation .. '/' .. room .. '/'
      local member = firstUnder(READY, prefix)
      redis.call('ZREM', READY, member)
      passTurn(rotation, room)
      return room .. '/' .. string.sub(member, #prefix + 18)
    end
  end
end

if sleeper ~= '' then redis.call('HDEL', SLEEPERS, sleeper) end
local granted = {}
for i = 1, maxBatch do
  local place = nextPlace()
  if not place then break end
  local pending = read(PENDING, place)
  pending.order = nil
  drop(place, pending)
  local leaseId = nonce .. '.' .. i .. ':' .. place
  local expiresAtMs = nowMs() + leaseMs
  write(RUNNING, place, {
    leaseId = leaseId, worker = worker, attempt = pending.attempt,
    job = pending.job, hash = pending.hash, pack = pending.pack, lane = pending.lane,
  })
  redis.call('ZADD', EXPIRIES, expiresAtMs, place)
  granted[#granted + 1] = leaseId
  granted[#granted + 1] = tostring(pending.attempt)
  granted[#granted + 1] = string.format('%d', expiresAtMs)
  granted[#granted + 1] = pending.job
end
if #granted == 0 and sleep == '1' then
  redis.call('HSET', SLEEPERS, sleeper, table.concat(packs, ','))
end
return granted
`,
);
