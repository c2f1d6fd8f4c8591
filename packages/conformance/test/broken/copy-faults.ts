import type { Item, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const copyFaults: readonly Fault[] = [
  {
    driver: class HandsOutASharedReference extends TinyDriver {
      readonly #parsed = new Map<string, Item>();
      /** Spares parsing the same text again. */
      override decode(texts: readonly string[]) {
        return texts.map((text) => {
          const item = this.#parsed.get(text) ?? JSON.parse(text);
          this.#parsed.set(text, item);
          return item;
        });
      }
    },
    fault: 'what a driver hands out is the copy of whoever asked',
  },
  {
    driver: class KeepsAReferenceToWhatItTookIn extends TinyDriver {
      readonly #taken = new Map<string, Item>();
      /** Spares parsing what it wrote itself. */
      override encode(items: readonly Item[]) {
        const texts = super.encode(items);
        for (const [at, text] of texts.entries()) this.#taken.set(text, items[at] as Item);
        return texts;
      }
      override decode(texts: readonly string[]) {
        return texts.map((text) => structuredClone(this.#taken.get(text)) ?? JSON.parse(text));
      }
    },
    fault: 'what a driver took in is a copy: editing the items afterwards changes nothing',
  },
  {
    driver: class EditsWhatItIsGiven extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const texts = this.encode(items);
        for (const item of items) item.written = true;
        await super.write(identity, this.decode(texts));
      }
    },
    fault: 'the items that a driver is given stay as they are',
    also: ['items keep their order'],
  },
];
