import { ChatHistoryStorage } from '@agentstore/core';

/**
 * What each driver holds alone, by its own fold. Rejects where one cannot be read.
 *
 * @returns {Promise<string[][]>}
 */
export async function loneFolds(session, backends) {
  return Promise.all(
    backends.map(async ({ lone }) => (await new ChatHistoryStorage(session, lone).get()).map(({ content }) => content)),
  );
}

/** Whether each holds all of these messages. */
export function holdAll(folds, messages) {
  return folds.every((fold) => {
    const held = new Set(fold);
    return messages.every((message) => held.has(message));
  });
}

/** Whether all hold the same, in the same order. */
export function areSame([first, ...others]) {
  return others.every((fold) => fold.length === first.length && fold.every((content, at) => content === first[at]));
}
