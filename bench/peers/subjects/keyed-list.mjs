/**
 * A session in a store of values by key, which has no append: the list is got, extended and set.
 *
 * @param {() => Promise<object[] | null | undefined>} get
 * @param {(messages: readonly object[]) => Promise<unknown>} set
 */
export function keyedList(get, set) {
  const load = async () => (await get()) ?? [];
  return {
    fill: set,
    add: async (messages) => set([...(await load()), ...messages]),
    load,
    last: async (count) => (await load()).slice(-count),
  };
}
