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
} as const;

/**
 * The head's parts by their bytes, counted from 0: mark 0 to 13, version 14 to 29, slots 30 to 301, the first one 30 to 46.
 *
 * findSlot looks for the driver's slot in `slots`: its place there, counted from 1, or nil. An operation whose number is
 * not above the one in the slot was done already, or comes after its caller stopped waiting. Where there is no slot and
 * the operation is `guarded`, nothing tells whether it was done before.
 */
const findSlot = `
local function findSlot(slots, op)
  local place = string.find(slots, ' ' .. string.sub(op, 1, 8), 1, true)
  if not place then return nil, nil end
  local last, number = tonumber(string.sub(slots, place + 9, place + 16), 36), tonumber(string.sub(op, 9), 36)
  if last < number then return place, nil end
  return place, last == number and ${replies.recorded} or ${replies.doubtful}
end
local function putInFront(slots, op, place)
  return ' ' .. op .. string.sub(slots, 1, (place or 256) - 1)
end
local function expire(key, ttl)
  if ttl == '' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, ttl) end
end
`;

/**
 * Adds `text` at the end. KEYS: the list. ARGV: op, text, ttl in milliseconds or '', '1' where guarded.
 *
 * The text goes first: what does not fit is refused before anything is changed.
 */
export const appendScript = script(`
${findSlot}
local key, op = KEYS[1], ARGV[1]
local head = redis.call('GETRANGE', key, 0, 46)
if head == '' then
  if ARGV[4] == '1' then return ${replies.doubtful} end
  redis.call('SET', key, '["agentstore1 ' .. op .. ' ' .. op .. string.rep(' ', 255) .. '"' .. ARGV[2])
elseif string.sub(head, 1, 14) ~= '["agentstore1 ' then
  return ${replies.foreign}
else
  local slots = string.sub(head, 31)
  local place, reply = findSlot(slots, op)
  if not place then
    slots = redis.call('GETRANGE', key, 30, 301)
    place, reply = findSlot(slots, op)
  end
  if reply then return reply end
  if not place and ARGV[4] == '1' then return ${replies.doubtful} end
  redis.call('APPEND', key, ARGV[2])
  redis.call('SETRANGE', key, 30, putInFront(slots, op, place))
end
expire(key, ARGV[3])
return ${replies.done}
`);

/**
 * Puts a list in the place of what is there, or removes it. KEYS: the list. ARGV: op, the new list with a blank head or ''
 * for none, ttl in milliseconds or '', '1' where guarded, then what must be there: '' for whatever there is, 'none', or a
 * version and the length in bytes that it had; and '1' if it may have grown since, so that what was appended is kept.
 * Answers with what was kept, if anything was.
 */
export const replaceScript = script(`
${findSlot}
local key, op, list, ttl, guarded = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4] == '1'
local version, length, mayHaveGrown = ARGV[5], tonumber(ARGV[6]), ARGV[7] == '1'
local head, slots, place, kept = redis.call('GETRANGE', key, 0, 301), '', nil, ''
if head == '' then
  if list == '' then return ${replies.done} end
  if guarded then return ${replies.doubtful} end
  if version ~= '' and version ~= 'none' then return ${replies.changed} end
elseif string.sub(head, 1, 14) ~= '["agentstore1 ' then
  return ${replies.foreign}
else
  local reply
  slots = string.sub(head, 31)
  place, reply = findSlot(slots, op)
  if reply then return reply end
  -- Had this update been done before, the version would be another one.
  if guarded and not place and version ~= string.sub(head, 15, 30) then return ${replies.doubtful} end
  if version ~= '' then
    if version ~= string.sub(head, 15, 30) then return ${replies.changed} end
    if mayHaveGrown then
      kept = redis.call('GETRANGE', key, length, -1)
    elseif redis.call('STRLEN', key) ~= length then
      return ${replies.changed}
    end
  end
  if list == '' and kept == '' then
    redis.call('UNLINK', key)
    return ${replies.done}
  end
end
if kept == '' then
  redis.call('SET', key, list)
else
  -- In one piece: where it does not fit, nothing is changed.
  redis.call('SET', key, (list == '' and string.sub(head, 1, 302) .. '"' or list) .. kept)
end
redis.call('SETRANGE', key, 14, op .. putInFront(slots, op, place) .. (place and string.sub(slots, place + 17) or ''))
expire(key, ttl)
return kept == '' and ${replies.done} or kept
`);

function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
