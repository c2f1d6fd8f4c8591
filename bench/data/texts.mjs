/** Made once for each message: what is measured is the client, not the JSON. @type {WeakMap<object, string>} */
const texts = new WeakMap();

/** The messages in JSON. @param {readonly object[]} messages */
export function textsOf(messages) {
  return messages.map((message) => {
    const known = texts.get(message);
    if (known !== undefined) return known;
    const text = JSON.stringify(message);
    texts.set(message, text);
    return text;
  });
}
