import { lengths } from './times.mjs';

/** What a subject takes for one thing, at each length: `1.0 / 2.3 / 214`. */
export function cellsOf(times, name, what) {
  return lengths.map((length) => short(ratioAt(times, name, what, length))).join(' / ');
}

export function ratioAt(times, name, what, length) {
  const isIt = (time) => time.name === name && time.what === what && time.length === length;
  return times.find(isIt).ratio.value;
}

function short(ratio) {
  return ratio.toFixed(ratio < 10 ? 1 : 0);
}
