import { createHash } from 'node:crypto';

/** Lua that Redis runs as one step. It never takes items apart: JSON comes back to the last character. */
export interface Script {
  readonly lua: string;
  /** In hexadecimal: what EVALSHA calls it by. */
  readonly sha: string;
}

/** What a script answers. */
export const replies = {
  done: 1,
  /** The operation was done before: its reply was lost, and a client sent it again. */
  recorded: 2,
  /** Not done, since the list may have gone through this operation before, and does not tell. */
  doubtful: 3,
  /** Not done: the list is not as the update had read it. */
  changed: 4,
  /** Not done: what lies at the key is no list of ours. */
  foreign: 5,
  /** Not done: it changes the index of the user's lists too, whose key was not given. */
  needsIndex: 6,
} as const;

/**
 * The head's parts by their bytes, counted from 0: mark 0 to 13, whether the list expires 14, version 15 to 30, slots 31 to
 * 302, the first one 31 to 47.
 *
 * ARGV[1] is '1' or '0', whether it is guarded, with op, 16 characters, and the ttl in milliseconds, or nothing for none.
 *
 * findSlot looks for the driver's slot in `slots`: its place there, counted from 1, or nil. An operation whose number is
 * not above the one in the slot was done already, or comes after its caller stopped waiting. Where there is no slot and
 * the operation is guarded, nothing tells whether it was done before.
 */
const asked = `
local key, sub = KEYS[1], string.sub
local op, ttl = sub(ARGV[1], 2, 17), sub(ARGV[1], 18)
`;

/** KEYS[2] is the index of the user's lists, where the list has a user; `entry` is what it has of this list. */
const indexed = `
local index, entry = KEYS[2], string.match(key, '{u%.[^{}]*}(/[^{}]*)$')
`;
/**
 * What the index names is there, or was there until it expired; so a list is entered before it is stored. The index lives as
 * long as the last of its lists.
 */
const enter = `
local function enter()
  if not entry then return end
  local left = redis.call('PTTL', index)
  redis.call('ZADD', index, 0, entry)
  if ttl == '' then
    if left >= 0 then redis.call('PERSIST', index) end
  elseif left ~= -1 and left < tonumber(ttl) then
    redis.call('PEXPIRE', index, ttl)
  end
end
`;
const findSlot = `
local guarded = sub(ARGV[1], 1, 1) == '1'
local function findSlot(slots)
  local place = string.find(slots, ' ' .. sub(op, 1, 8), 1, true)
  if not place then return nil, nil end
  local last, number = tonumber(sub(slots, place + 9, place + 16), 36), tonumber(sub(op, 9), 36)
  if last < number then return place, nil end
  return place, last == number and ${replies.recorded} or ${replies.doubtful}
end
`;

/**
 * Adds ARGV[2] at the end. KEYS: the list, and the index where the list has a ttl; else it is asked for where it is needed:
 * where the list begins.
 *
 * The text goes first: what does not fit is refused before anything is changed. A list that never had a ttl needs no PERSIST.
 * As a rule the driver was the last to change the list, so that its slot is the first: that goes ahead, in three commands.
 */
export const appendScript = script(`
${asked}
local head = redis.call('GETRANGE', key, 0, 47)
local expires = ttl == '' and '-' or 'e'
if sub(head, 1, 15) == '["agentstore1 -' and ttl == '' and sub(head, 33, 40) == sub(op, 1, 8)
  and tonumber(sub(head, 41), 36) < tonumber(sub(op, 9), 36) then
  redis.call('APPEND', key, ARGV[2])
  redis.call('SETRANGE', key, 40, sub(op, 9))
  return ${replies.done}
end
${findSlot}
${indexed}
${enter}
if head == '' then
  if guarded then return ${replies.doubtful} end
  if entry and not index then return ${replies.needsIndex} end
  enter()
  redis.call('SET', key, '["agentstore1 ' .. expires .. op .. ' ' .. op .. string.rep(' ', 255) .. '"' .. ARGV[2])
elseif sub(head, 1, 14) ~= '["agentstore1 ' then
  return ${replies.foreign}
else
  local slots = sub(head, 32)
  local place, reply = findSlot(slots)
  if not place then
    slots = redis.call('GETRANGE', key, 31, 302)
    place, reply = findSlot(slots)
  end
  if reply then return reply end
  if not place and guarded then return ${replies.doubtful} end
  if ttl ~= '' or sub(head, 15, 15) == 'e' then
    if entry and not index then return ${replies.needsIndex} end
    enter()
  end
  redis.call('APPEND', key, ARGV[2])
  redis.call('SETRANGE', key, 31, ' ' .. op .. sub(slots, 1, (place or 256) - 1))
  if sub(head, 15, 15) ~= expires then
    redis.call('SETRANGE', key, 14, expires)
    if ttl == '' then redis.call('PERSIST', key) end
  end
end
if ttl ~= '' then redis.call('PEXPIRE', key, ttl) end
return ${replies.done}
`);

/**
 * Puts a list in the place of what is there, or removes it. KEYS: the list, and the index. ARGV, from the second on: the new list with a
 * blank head or '' for none, then what must be there: '' for whatever there is, 'none', or a version and the length in
 * bytes that it had; and '1' if it may have grown since, so that what was appended is kept. Answers with what was kept, if
 * anything was.
 */
export const replaceScript = script(`
${asked}
${findSlot}
${indexed}
${enter}
local list, version, length, mayHaveGrown = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1'
local head, slots, place, kept = redis.call('GETRANGE', key, 0, 302), '', nil, ''
if head == '' then
  if list == '' then
    -- It expired.
    if entry then redis.call('ZREM', index, entry) end
    return ${replies.done}
  end
  if guarded then return ${replies.doubtful} end
  if version ~= '' and version ~= 'none' then return ${replies.changed} end
elseif sub(head, 1, 14) ~= '["agentstore1 ' then
  return ${replies.foreign}
else
  local reply
  slots = sub(head, 32)
  place, reply = findSlot(slots)
  if reply then return reply end
  -- Had this update been done before, the version would be another one.
  if guarded and not place and version ~= sub(head, 16, 31) then return ${replies.doubtful} end
  if version ~= '' then
    if version ~= sub(head, 16, 31) then return ${replies.changed} end
    if mayHaveGrown then
      kept = redis.call('GETRANGE', key, length, -1)
    elseif redis.call('STRLEN', key) ~= length then
      return ${replies.changed}
    end
  end
  if list == '' and kept == '' then
    redis.call('UNLINK', key)
    if entry then redis.call('ZREM', index, entry) end
    return ${replies.done}
  end
end
enter()
-- In one piece: where it does not fit, nothing is changed. SET ends the old list's ttl too.
redis.call('SET', key, kept == '' and list or (list == '' and sub(head, 1, 303) .. '"' or list) .. kept)
slots = ' ' .. op .. sub(slots, 1, (place or 256) - 1) .. (place and sub(slots, place + 17) or '')
redis.call('SETRANGE', key, 14, (ttl == '' and '-' or 'e') .. op .. slots)
if ttl ~= '' then redis.call('PEXPIRE', key, ttl) end
return kept == '' and ${replies.done} or kept
`);

/** Takes a list out of the index that is not there any more. KEYS: the list, and the index. */
export const forgetScript = script(`
local key = KEYS[1]
${indexed}
if redis.call('EXISTS', key) == 0 then redis.call('ZREM', index, entry) end
`);

function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
