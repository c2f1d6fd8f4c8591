/**
 * What a list holds of numbered messages ("a-0", "a-1", "b-0", ...).
 *
 * @param {readonly string[]} list
 */
export function contentsOf(list) {
  const messages = new Set(list);
  /** How many of each writer's messages are there without a gap. @type {Record<string, number>} */
  const whole = {};
  const last = {};
  let isInOrder = true;
  for (const message of messages) {
    const [writer, number] = [message.slice(0, message.indexOf('-')), Number(message.slice(message.indexOf('-') + 1))];
    if (number === (whole[writer] ?? 0)) whole[writer] = number + 1;
    if (number < (last[writer] ?? -1)) isInOrder = false;
    last[writer] = number;
  }
  return { whole, isInOrder, doubled: list.length - messages.size };
}
