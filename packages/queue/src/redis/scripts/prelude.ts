/**
 * What every script about jobs begins with: names for its first eight keys and the moves that `JobBoard` makes
 * in memory. See `../queue-keys.ts` for what the keys hold.
 *
 * A job's recipe stays inside `job`, text that only its writer and its reader parse: cjson would change numbers.
 */
export const prelude = /* lua */ `
local PENDING, RUNNING, READY, TURNS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ROOMS, SINCE, EXPIRIES, SLEEPERS = KEYS[5], KEYS[6], KEYS[7], KEYS[8]

local function nowMs()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function read(key, place)
  local text = redis.call('HGET', key, place)
  if text then return cjson.decode(text) end
end

local function write(key, place, value)
  redis.call('HSET', key, place, cjson.encode(value))
end

local function roomAndSlot(place)
  local slash = string.find(place, '/', 1, true)
  return string.sub(place, 1, slash - 1), string.sub(place, slash + 1)
end

local function nextNumber()
  return string.format('%016d', redis.call('HINCRBY', ROOMS, 'counter', 1))
end

-- The first member of a sorted set that starts with a prefix ending in '/': '0' is what follows '/' in ASCII.
local function firstUnder(key, prefix)
  return redis.call('ZRANGEBYLEX', key, '[' .. prefix, '(' .. string.sub(prefix, 1, -2) .. '0', 'LIMIT', 0, 1)[1]
end

local function endTurn(rotation, room)
  local field = 'turn/' .. rotation .. '/' .. room
  local turn = redis.call('HGET', ROOMS, field)
  if turn then
    redis.call('HDEL', ROOMS, field)
    redis.call('ZREM', TURNS, rotation .. '/' .. turn .. '/' .. room)
  end
end

-- Ends the room's turn; while it has more that is ready, its next one comes after everybody else's.
local function passTurn(rotation, room)
  endTurn(rotation, room)
  if firstUnder(READY, rotation .. '/' .. room .. '/') then
    local turn = nextNumber()
    redis.call('HSET', ROOMS, 'turn/' .. rotation .. '/' .. room, turn)
    redis.call('ZADD', TURNS, 0, rotation .. '/' .. turn .. '/' .. room)
  end
end

-- Wakes one claim that waits for this pack. One whose process is gone has no subscriber: try the next.
local function wake(pack)
  local sleepers = redis.call('HGETALL', SLEEPERS)
  for i = 1, #sleepers, 2 do
    if string.find(',' .. sleepers[i + 1] .. ',', ',' .. pack .. ',', 1, true) then
      redis.call('HDEL', SLEEPERS, sleepers[i])
      local channel, number = string.match(sleepers[i], '^(.*) (%d+)$')
      if redis.call('PUBLISH', channel, number .. ' ' .. pack) > 0 then return end
    end
  end
end

local function rotationOf(job)
  return job.lane .. '/' .. job.pack
end

local function makeReady(place, pending)
  local room, slot = roomAndSlot(place)
  local rotation = rotationOf(pending)
  pending.order = nextNumber()
  redis.call('ZADD', READY, 0, rotation .. '/' .. room .. '/' .. pending.order .. '/' .. slot)
  if redis.call('HEXISTS', ROOMS, 'turn/' .. rotation .. '/' .. room) == 0 then passTurn(rotation, room) end
  write(PENDING, place, pending)
  wake(pending.pack)
end

local function countBackground(room, by)
  if redis.call('HINCRBY', ROOMS, 'background/' .. room, by) <= 0 then
    redis.call('HDEL', ROOMS, 'background/' .. room)
  end
end

local function put(place, pending, sinceMs)
  pending.order = nil
  redis.call('ZADD', SINCE, sinceMs, place)
  if pending.lane == 'background' then countBackground(roomAndSlot(place), 1) end
  if redis.call('HEXISTS', RUNNING, place) == 1 then
    write(PENDING, place, pending)
  else
    makeReady(place, pending)
  end
end

local function drop(place, pending)
  local room, slot = roomAndSlot(place)
  redis.call('HDEL', PENDING, place)
  redis.call('ZREM', SINCE, place)
  if pending.lane == 'background' then countBackground(room, -1) end
  if pending.order then
    local rotation = rotationOf(pending)
    redis.call('ZREM', READY, rotation .. '/' .. room .. '/' .. pending.order .. '/' .. slot)
    if not firstUnder(READY, rotation .. '/' .. room .. '/') then endTurn(rotation, room) end
  end
end

local function free(place)
  redis.call('HDEL', RUNNING, place)
  redis.call('ZREM', EXPIRIES, place)
  local pending = read(PENDING, place)
  if pending then makeReady(place, pending) end
  return pending
end

-- failure: { retry, code, message, maxAttempts, channel }
local function giveUp(place, running, failure)
  local final = not failure.retry or running.attempt >= failure.maxAttempts
  local superseded = free(place)
  if running.withdrawn then return end
  if final then
    local room, slot = roomAndSlot(place)
    redis.call('PUBLISH', failure.channel, cjson.encode({
      kind = 'failed', roomId = room, slot = slot, hash = running.hash,
      code = failure.code, message = failure.message,
    }))
  elseif not superseded then
    put(place, {
      job = running.job, hash = running.hash, pack = running.pack, lane = running.lane,
      attempt = running.attempt + 1,
    }, nowMs())
  end
end
`;
