import type { Item, Json, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

/** In characters: what some backend takes as one value. */
const longestText = 250_000;

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
    driver: class ReadsOnePage extends TinyDriver {
      override async read(identity: SessionIdentity) {
        return (await super.read(identity))?.slice(0, 5_000) ?? null;
      }
    },
    fault: 'a list of 10,000 items comes back as it was',
  },
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
