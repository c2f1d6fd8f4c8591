const DEADLINE_MS = 2_000;

/** What a server says of itself to a request without credentials, whatever the status. Rejects if it does not answer. */
export async function httpAnswer(url: string): Promise<Headers> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  await response.body?.cancel();
  return response.headers;
}
