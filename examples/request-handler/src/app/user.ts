/** Stands for a library's sessions. */
const users = new Map([
  ['session-of-ann', 'ann'],
  ['session-of-bob', 'bob'],
]);

/**
 * Who asks, or null. Not undefined: `{ userId: undefined }` is easily written by accident, and a ConfigError, since it would
 * mean one history for all who are not signed in. With a library: `(await auth())?.user?.id ?? null`.
 */
export function userOf(request: Request): string | null {
  const [, session = ''] = /(?:^|;\s*)session=([^;]*)/.exec(request.headers.get('cookie') ?? '') ?? [];
  return users.get(session) ?? null;
}
