const turns = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Runs works of one owner and one key one after another, in the order of the calls, whether they succeed or fail. */
export function inTurn<T>(owner: object, key: string, work: () => Promise<T>): Promise<T> {
  const last = turns.get(owner) ?? new Map<string, Promise<unknown>>();
  turns.set(owner, last);
  const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
  last.set(key, turn);
  const leave = () => {
    // Only the last in line clears the place: a key without works holds no memory.
    if (last.get(key) === turn) last.delete(key);
  };
  turn.then(leave, leave);
  return turn;
}
