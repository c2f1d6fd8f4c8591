import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Message } from '../app/chat/message.ts';

/** A question that waits for its answer. */
export interface HeldQuestion {
  /** Resolves when it has come. */
  readonly asked: Promise<void>;
  readonly release: () => void;
}

/** Answers by repeating the question. */
export class PretendedModel {
  /** What it was asked each time. */
  readonly asked: (readonly Pick<Message, 'role' | 'content'>[])[] = [];
  #hold: (() => Promise<void>) | null = null;
  readonly #server = createServer(async (incoming, outgoing) => {
    const { messages } = JSON.parse(await text(incoming));
    this.asked.push(messages);
    const hold = this.#hold;
    this.#hold = null;
    await hold?.();
    outgoing.end(JSON.stringify({ content: `You said: ${messages.at(-1).content}` }));
  });

  /** Resolves to where it answers. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets the next question wait. */
  holdNext(): HeldQuestion {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      this.#hold = () => {
        resolve();
        return released;
      };
    });
    return { asked, release };
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
