/** The messages with another last one. @param {readonly object[]} messages */
export function changed(messages) {
  return [...messages.slice(0, -1), { ...messages.at(-1), edited: true }];
}
