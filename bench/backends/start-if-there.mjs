import { Unavailable } from '../run.mjs';

/** Rejects with Unavailable where there is no server to start, with what to install. @param {import('./backend.mjs').Backend} backend */
export async function startIfThere({ start }) {
  try {
    return await start();
  } catch (error) {
    throw new Unavailable(error.message, { cause: error });
  }
}
