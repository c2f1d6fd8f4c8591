/** How much of a history a model call takes. Where both limits are given, both hold; none, `{}`, is everything. */
export type ModelLimit<M> = {
  /** At most so many messages, a whole number from 1 up. Leading system messages count. */
  readonly messages?: number;
} & (
  | { readonly tokens?: never; readonly countTokens?: never }
  | {
      /** At most so many tokens, a whole number from 1 up. Leading system messages count. */
      readonly tokens: number;
      /** The tokens of a message, from 0 up; an estimate may be a fraction. Asked only about what may be taken. */
      readonly countTokens: (message: M) => number | Promise<number>;
    }
);

/** What in a limit cannot be meant so; undefined: nothing. What is misspelt or undefined would be no limit at all. */
export function mistakeIn(limit: object): string | undefined {
  // A number alone has no fields, and would be no limit either.
  if (Object(limit) !== limit) return String(limit);
  for (const [name, value] of Object.entries(limit)) {
    const isMeant =
      name === 'countTokens'
        ? typeof value === 'function'
        : /^(messages|tokens)$/.test(name) && Number.isInteger(value) && value > 0;
    if (!isMeant) return `${name}: ${String(value)}`;
  }
  if ('tokens' in limit === 'countTokens' in limit) return undefined;
  return 'tokens' in limit ? 'tokens without countTokens' : 'countTokens without tokens';
}
