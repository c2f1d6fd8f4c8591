/** A command of the client's package. */
interface Command {
  readonly middlewareStack: {
    add(
      middleware: <A, R>(next: (args: A) => Promise<R>) => (args: A) => Promise<R>,
      options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/**
 * Has a client send a request at most once, whatever its own retries are: the driver tries again by itself, since it must know
 * whether a change may have been made. Nothing of the client is changed: the command says so.
 *
 * @param send hands the command to the client
 */
export async function sendOnce<C extends Command, T>(command: C, send: (command: C) => Promise<T>): Promise<T> {
  let failure: unknown = null;
  command.middlewareStack.add(
    (next) => async (args) => {
      if (failure) throw new Error('it is not sent again');
      try {
        return await next(args);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    // Inside of the client's retries.
    { step: 'finalizeRequest', priority: 'low', name: 'agentstoreSendOnce' },
  );
  try {
    return await send(command);
  } catch (error) {
    // As it was: the client may have put another one around it.
    throw failure ?? error;
  }
}
