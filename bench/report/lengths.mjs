/** As the tables' titles name them: `10 / 1,000 / 10,000`. @param {import('../run.mjs').Run} run */
export function lengthsText({ lengths }) {
  return lengths.map((length) => length.toLocaleString('en')).join(' / ');
}
