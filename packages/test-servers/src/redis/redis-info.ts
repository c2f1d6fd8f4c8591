import { redisCommand } from './redis-command.ts';

/** What the server says about itself, by field. Rejects as `redisCommand` does. */
export async function redisInfo(url: string, section: string): Promise<ReadonlyMap<string, string>> {
  return fieldsOf(await redisCommand(url, 'INFO', section));
}

/** Lines of `name:value`. */
export function fieldsOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

/** Whether it is this process that answers. */
export async function isRedisReady(url: string, pid: number): Promise<boolean> {
  try {
    return (await redisInfo(url, 'server')).get('process_id') === String(pid);
  } catch {
    // Not yet. If it never does, its output tells why.
    return false;
  }
}
