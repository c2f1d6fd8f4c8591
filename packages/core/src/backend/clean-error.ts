/** What is kept of an error beside its name, message and stack. */
const fields = ['code', 'syscall', 'address', 'port', 'hostname'] as const;

/**
 * A copy of an error that can be shown and logged, without `secrets`. Clients put into their errors the request with all that
 * it was to store, and a password where it was to log in; servers repeat what they did not understand.
 */
export function cleanError(error: unknown, secrets: readonly string[]): Error {
  const { name, message, stack, lastNodeError, errors, cause, ...rest } = Object(error) as { [field: string]: unknown };
  const hide = (text: unknown) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), String(text));
  const inner = lastNodeError ?? cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  const cleanInner = inner === undefined || inner === null ? undefined : cleanError(inner, secrets);
  // Of an error with several causes, such as the two addresses of localhost, the message is empty.
  const text = hide(message || cleanInner?.message || rest.code || error);
  const clean = new Error(text, cleanInner && { cause: cleanInner });
  clean.name = hide(name ?? 'Error');
  if (stack !== undefined) clean.stack = hide(stack);
  for (const field of fields) {
    if (rest[field] !== undefined) Object.assign(clean, { [field]: rest[field] });
  }
  return clean;
}
