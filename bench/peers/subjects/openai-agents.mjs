import { MemorySession } from '@openai/agents-core';

export function connect() {
  return {
    open(sessionId) {
      const session = new MemorySession({ sessionId });
      const add = (messages) => session.addItems([...messages]);
      return { fill: add, add, load: () => session.getItems(), last: (count) => session.getItems(count) };
    },
    close() {},
  };
}
