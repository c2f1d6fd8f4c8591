interface Stoppable {
  stop(): Promise<void>;
}

/** Starts all at once. If one fails, stops the others and rejects with its error. */
export async function startTogether<Server extends Stoppable>(starts: readonly Promise<Server>[]): Promise<Server[]> {
  try {
    return await Promise.all(starts);
  } catch (error) {
    const results = await Promise.allSettled(starts);
    await stopAll(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    throw error;
  }
}

export async function stopAll(servers: readonly Stoppable[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
