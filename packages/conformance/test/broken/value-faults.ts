import type { Item, Json, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

/** In characters: what some backend takes as one value. */
const longestText = 250_000;

/** What backends and formats do to single values. */
const alterations: { readonly [name: string]: { readonly fault: string; alter(value: Json): Json | undefined } } = {
  TrimsTexts: {
    fault: 'blanks at either end of a text',
    alter: (value) => (typeof value === 'string' ? value.trim() : value),
  },
  NormalisesTexts: {
    fault: 'texts that look the same in other characters',
    alter: (value) => (typeof value === 'string' ? value.normalize() : value),
  },
  EndsTextsAtNul: {
    fault: 'NUL, in a text and in the name of a field',
    alter: (value) => (typeof value === 'string' ? (value.split('\u0000')[0] ?? '') : value),
  },
  TakesTextsForNumbers: {
    fault: 'texts that look like other values',
    alter: (value) => (typeof value === 'string' && /^[0-9.]+$/.test(value) ? Number(value) : value),
  },
  ParsesTexts: {
    fault: 'JSON in a text',
    alter: (value) => (typeof value === 'string' && /^[{[].*[}\]]$/s.test(value) ? JSON.parse(value) : value),
  },
  CutsArrays: {
    fault: 'an array of 10,000',
    alter: (value) => (Array.isArray(value) ? value.slice(0, 5_000) : value),
  },
  FlattensArrays: {
    fault: 'arrays of everything',
    alter: (value) => (Array.isArray(value) && value.length > 5 ? value.flat() : value),
  },
  DropsOperators: { fault: 'fields named as operators are', alter: (value) => withoutFields(value, /^\$/) },
  DropsItsOwnFields: {
    fault: 'fields named as drivers name their own',
    alter: (value) => withoutFields(value, /^(_id|ttl)$/),
  },
  DropsFieldsWithDots: { fault: 'fields with dots, and without a name', alter: (value) => withoutFields(value, /\./) },
  DropsLongNames: {
    fault: 'the name of a field of 2,000 characters',
    alter: (value) => withoutFields(value, /.{1025}/),
  },
  DropsMethods: {
    fault: 'fields named as an object has methods',
    alter: (value) => withoutFields(value, /^(constructor|toString)$/),
  },
  DropsToJson: { fault: 'a field named toJSON, with a text', alter: (value) => withoutFields(value, /^toJSON$/) },
  TakesItsOwnMarksForTheEnd: {
    fault: "texts that look like a format's own marks",
    alter: (value) => (value === '"sealed' ? '' : value),
  },
};

export const valueFaults: readonly Fault[] = [
  {
    driver: class SetsPrototypes extends TinyDriver {
      /** Copies by assignment, which makes a prototype of a field named __proto__. */
      override decode(texts: readonly string[]) {
        return super.decode(texts).map((item) => assign(item) as Item);
      }
    },
    fault: 'comes back as it was stored: a field named __proto__',
  },
  {
    driver: class StoresTextsAsUtf8 extends TinyDriver {
      override encode(items: readonly Item[]) {
        return items.map((item) =>
          JSON.stringify(item, (_, value) => (typeof value === 'string' ? utf8(value) : value)),
        );
      }
    },
    fault: 'comes back as it was stored: lone surrogates',
    also: [/^what .* stored, others read at once/],
  },
  {
    driver: class RoundsNumbers extends TinyDriver {
      override decode(texts: readonly string[]) {
        return texts.map((text) =>
          JSON.parse(text, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(15)) : value)),
        );
      }
    },
    fault: 'comes back as it was stored: numbers at the limits',
  },
  {
    driver: class SortsFields extends TinyDriver {
      override decode(texts: readonly string[]) {
        return super.decode(texts).map((item) => Object.fromEntries(Object.entries(item).sort()));
      }
    },
    fault: 'comes back as it was stored: fields in their order',
    also: [/^comes back as it was stored: /, /^what a driver /, /^what .* stored, others read at once/],
  },
  {
    driver: class TakesNullForAbsent extends TinyDriver {
      override encode(items: readonly Item[]) {
        return items.map((item) => JSON.stringify(item, (_, value) => value ?? undefined));
      }
    },
    fault: 'comes back as it was stored: values that are empty, and null',
    also: [/^comes back as it was stored: /, /^what .* stored, others read at once/],
  },
  {
    driver: class ConvertsLineEnds extends TinyDriver {
      override encode(items: readonly Item[]) {
        return super.encode(items).map((text) => text.replaceAll('\\r\\n', '\\n'));
      }
    },
    fault: 'comes back as it was stored: line ends and control characters',
    also: [
      "comes back as it was stored: texts that look like a format's own marks",
      /^what .* stored, others read at once/,
    ],
  },
  {
    driver: class CutsLongTexts extends TinyDriver {
      override encode(items: readonly Item[]) {
        return items.map((item) =>
          JSON.stringify(item, (_, value) => (typeof value === 'string' ? value.slice(0, longestText) : value)),
        );
      }
    },
    fault: 'an item of 0.6 MB comes back as it was',
  },
  {
    driver: class AppendsToOneDocument extends TinyDriver {
      readonly #lengths = new Map<string, number>();
      /** Which is full one day. */
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const length = (this.#lengths.get(identity.key) ?? 0) + JSON.stringify(items).length;
        this.#lengths.set(identity.key, length);
        if (length < 450_000 || items[0]?.role) await super.append(identity, items);
      }
    },
    fault: 'a list that appends made 1.2 MB long comes back as it was',
  },
  {
    driver: class AppendsOneBatch extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await super.append(identity, items.slice(0, 1_000));
      }
    },
    fault: 'an append of 2,000 items is one append',
  },
  {
    driver: class LeavesTheChunksOfALongerList extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const stored = (await this.read(identity)) ?? [];
        await super.write(identity, [...items, ...stored.slice(Math.max(items.length, 2_000))]);
      }
    },
    fault: 'a short list that replaces a long one is all there is',
  },
  {
    driver: class ReadsOnePage extends TinyDriver {
      override async read(identity: SessionIdentity) {
        return (await super.read(identity))?.slice(0, 5_000) ?? null;
      }
    },
    fault: 'a list of 10,000 items comes back as it was',
  },
  ...Object.entries(alterations).map(([name, { fault, alter }]) => ({
    driver: {
      // The property names the class.
      [name]: class extends TinyDriver {
        override decode(texts: readonly string[]) {
          return texts.map((text) => JSON.parse(text, (_, value) => alter(value)));
        }
      },
    }[name] as typeof TinyDriver,
    fault: `comes back as it was stored: ${fault}`,
    also: [/^comes back as it was stored/, /^what .* stored, others read at once/],
  })),
];

function assign(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(assign);
  const result: Item = {};
  for (const [name, field] of Object.entries(value)) result[name] = assign(field);
  return result;
}

function utf8(text: string): string {
  return Buffer.from(text).toString();
}

function withoutFields(value: Json, name: RegExp): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  for (const field of Object.keys(value)) if (name.test(field)) delete value[field];
  return value;
}
