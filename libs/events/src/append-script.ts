import { RedisScript } from '@app/redis';

/**
 * Appends events to one stream in one step, so that writers in any number of processes leave no hole between ids.
 * KEYS[1] stream; ARGV: entries to keep, retention in ms, id of this batch, then one JSON text for each event.
 * Returns the ids. A batch that is already there, because its reply was lost and it was sent again, is not repeated. For
 * one without an id nothing is looked through: where its connection was given up before the reply, it may be there twice.
 */
export const APPEND = new RedisScript(`
local generation, sequence
local isNamed = ARGV[3] ~= ''
local recent = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', isNamed and math.max(64, #ARGV) or 1)
if #recent == 0 then
  local now = redis.call('TIME')
  generation = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
  sequence = 0
else
  generation, sequence = string.match(recent[1][1], '^(%d+)-(%d+)$')
end
local there = {}
for _, entry in ipairs(recent) do
  if isNamed and entry[2][4] == ARGV[3] then table.insert(there, 1, entry[1]) end
end
if #there > 0 then return there end
local ids = {}
for i = 4, #ARGV do
  sequence = sequence + 1
  local id = generation .. '-' .. string.format('%.0f', sequence)
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], id, 'event', ARGV[i], 'batch', ARGV[3])
  ids[#ids + 1] = id
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return ids
`);
