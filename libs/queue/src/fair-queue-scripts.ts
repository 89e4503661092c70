import { RedisScript } from '@app/redis';
import { HIGHEST_PRIORITY } from './bull-keys';

/** An admission whose job did not come within this was given up: its process died, or the record was not written. */
const TICKET_MS = 15_000;
/** So long a ticket may hold virtual time still: making the record and adding the job take less. */
const HOLD_MS = 2_000;
/** Puts the score of a ticket that no longer holds virtual time below zero, the oldest first: no moment is as large. */
const BELOW_TAGS = 1e15;
/** Where the tags have come this far, they begin anew as soon as nothing waits, though jobs are in work. */
const RESTART_AT = HIGHEST_PRIORITY / 2;
/** How many jobs of each list are looked at for the oldest one. */
const OLDEST_AMONG = 256;

/**
 * KEYS: tags, tickets, wait, active, prioritized, delayed.
 * `tags` is a hash: `t:<tenant>` the last tag of a tenant; `v` virtual time; `top` the highest tag given out;
 * `n` jobs let in; `mark*` and `pace*` how fast the queue moved, for Retry-After.
 * `tickets` is a sorted set of admissions whose job is not there yet, `<ms>|<number>|<tenant>`: by tag, and below zero
 * those that are late. All count as waiting; only those by tag hold virtual time.
 */
const STATE = `
local tags, tickets, wait, active, prioritized, delayed = unpack(KEYS)
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function number(field, default) return tonumber(call('HGET', tags, field) or '') or default end

local function momentOf(ticket) return tonumber(string.match(ticket, '^%d+')) end
local function nextTicket() return call('ZRANGEBYSCORE', tickets, 0, '+inf', 'WITHSCORES', 'LIMIT', 0, 1) end

-- An admission whose process died must not hold the others up: a tenant whose jobs go fast would seem to have a backlog.
local ticket = nextTicket()
while ticket[1] and momentOf(ticket[1]) + ${HOLD_MS} <= now do
  call('ZADD', tickets, momentOf(ticket[1]) - ${BELOW_TAGS}, ticket[1])
  ticket = nextTicket()
end
-- Admissions that came to nothing give their place back.
while true do
  local late = call('ZRANGEBYSCORE', tickets, '-inf', '(0', 'LIMIT', 0, 1)[1]
  if not late or momentOf(late) + ${TICKET_MS} > now then break end
  call('ZREM', tickets, late)
  call('HINCRBY', tags, 't:' .. string.match(late, '^%d+|%d+|(.*)$'), -1)
  call('HINCRBY', tags, 'n', -1)
end

local waiting = call('LLEN', wait) + call('ZCARD', prioritized) + call('ZCARD', tickets)
local lowest
local head = call('ZRANGE', prioritized, 0, 0, 'WITHSCORES')[2]
if head then lowest = math.floor(tonumber(head) / 4294967296) end
if ticket[2] then lowest = math.min(lowest or math.huge, tonumber(ticket[2])) end

-- Virtual time: how far the queue has come. It never goes back while there is work.
local virtual, top = number('v', 1), number('top', 1)
if lowest then
  virtual = math.max(virtual, lowest - 1)
elseif top > ${RESTART_AT} or waiting + call('LLEN', active) + call('ZCARD', delayed) == 0 then
  call('DEL', tags)
  virtual, top = 1, 1
else
  virtual = top
end

local function lastOf(tenant) return number('t:' .. tenant, 0) end

-- The first job of an empty queue is put one round back, so that a tenant who comes next is not behind it.
local function tagFor(tenant)
  local last = lastOf(tenant)
  local tag = lowest and math.max(virtual, last + 1) or math.max(virtual, last) + 1
  return math.min(tag, ${HIGHEST_PRIORITY})
end

local function give(tenant, tag)
  lowest = math.min(lowest or math.huge, tag)
  top = math.max(top, tag)
  call('HSET', tags, 't:' .. tenant, tag, 'v', virtual, 'top', top)
  return call('HINCRBY', tags, 'n', 1)
end
`;

const PACE = `
-- Seconds until a twentieth of a limit has been worked off, at the pace of the last half minute.
local taken = number('n', 0) - waiting
local mark = number('mark', now)
local age = now - mark
local pace = { total = number('paceTotal', -1), tenant = number('paceTenant', -1) }
if age >= 2000 then
  pace.total = (taken - number('markTaken', 0)) / age * 1000
  pace.tenant = (virtual - number('markVirtual', 1)) / age * 1000
end
if age == 0 or age > 30000 then
  call('HSET', tags, 'mark', now, 'markTaken', taken, 'markVirtual', virtual,
    'paceTotal', tostring(pace.total), 'paceTenant', tostring(pace.tenant))
end
local function secondsFor(limit, perSecond)
  if perSecond < 0 then return 10 end
  return math.max(1, math.min(60, math.ceil(limit / 20 / math.max(perSecond, 0.001))))
end
`;

/**
 * Lets jobs in, one after the other, or does not. ARGV: limit of a tenant, limit of all, then the tenant of each job.
 * Gives for each { 1, tag, ticket } or { 0, 'tenant' | 'total', seconds }.
 */
export const ADMIT = new RedisScript(`${STATE}${PACE}
local ofTenant, ofAll = tonumber(ARGV[1]), tonumber(ARGV[2])
local function admit(tenant)
  if lowest and lastOf(tenant) - virtual >= ofTenant then
    return { 0, 'tenant', secondsFor(ofTenant, pace.tenant) }
  end
  if waiting >= ofAll then return { 0, 'total', secondsFor(ofAll, pace.total) } end
  local tag = tagFor(tenant)
  local given = string.format('%.0f|%d|%s', now, give(tenant, tag), tenant)
  call('ZADD', tickets, tag, given)
  waiting = waiting + 1
  return { 1, tag, given }
end
local answers = {}
for index = 3, #ARGV do answers[#answers + 1] = admit(ARGV[index]) end
return answers
`);

/** Gives a place back that will not be used. KEYS: tags, tickets. ARGV: ticket, tenant. */
export const RELEASE = new RedisScript(`
if redis.call('ZREM', KEYS[2], ARGV[1]) == 1 then
  redis.call('HINCRBY', KEYS[1], 't:' .. ARGV[2], -1)
  redis.call('HINCRBY', KEYS[1], 'n', -1)
end
`);

/**
 * Says of jobs what putting them back takes, in order. ARGV: what job keys begin with, longest wait of a delayed job in
 * ms, then id and tenant of each. Gives a tag: not there, add it with this; 0: there; -1: there, delayed beyond reason.
 */
export const PLACE = new RedisScript(`${STATE}
local prefix, longest = ARGV[1], tonumber(ARGV[2])
local answers = {}
local function stands(id)
  if call('EXISTS', prefix .. id) == 0 then return nil end
  if call('ZSCORE', prioritized, id) then return 0 end
  local due = call('ZSCORE', delayed, id)
  if due then
    local ahead = math.floor(tonumber(due) / 4096) - now
    return (ahead > longest or ahead < -longest) and -1 or 0
  end
  if call('EXISTS', prefix .. id .. ':lock') == 1 then return 0 end
  if call('LPOS', active, id) or call('LPOS', wait, id) then return 0 end
  -- In no list: nobody would ever take it, and it would keep its id from being added.
  call('DEL', prefix .. id)
  return nil
end
for index = 3, #ARGV, 2 do
  local id, tenant = ARGV[index], ARGV[index + 1]
  local answer = stands(id)
  if not answer then
    answer = tagFor(tenant)
    give(tenant, answer)
  end
  answers[#answers + 1] = answer
end
return answers
`);

/**
 * What stands in a queue. KEYS: wait, active, prioritized, delayed. ARGV: what job keys begin with.
 * Gives { waiting, active, delayed, moment the oldest was added or -1, now }. The oldest is looked for among the next
 * ones: every tenant's oldest is there, as long as no more tenants than that wait.
 */
export const LAG = new RedisScript(`
local wait, active, prioritized, delayed = unpack(KEYS)
local call = redis.call
local oldest = -1
local function look(ids)
  for _, id in ipairs(ids) do
    local at = tonumber(call('HGET', ARGV[1] .. id, 'timestamp') or '')
    if at and (oldest < 0 or at < oldest) then oldest = at end
  end
end
look(call('LRANGE', wait, -${OLDEST_AMONG}, -1))
look(call('ZRANGE', prioritized, 0, ${OLDEST_AMONG - 1}))
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return { call('LLEN', wait) + call('ZCARD', prioritized), call('LLEN', active), call('ZCARD', delayed), oldest, now }
`);
