import fc from 'fast-check';
import type { Item } from '../../src/item.ts';
import { type KnownItem, matchItems, type WantedItem } from '../../src/journal/match.ts';
import { mintRevision } from '../../src/journal/revision.ts';

const revision = mintRevision();

/** Items that are each one letter, as they are known under ids '#0', '#1', ... */
function known(letters: string): KnownItem[] {
  return [...letters].map((letter, place) => ({ id: `#${place}`, item: { letter }, written: { letter } }));
}

function wanted(letters: string): WantedItem[] {
  return [...letters].map((letter) => ({ written: { letter } }));
}

/** The ids under which the items are kept; '+' for a new one. */
function match(before: string, after: string): string[] {
  return matchItems(known(before), wanted(after), revision).map(({ id }) => (id.startsWith(revision) ? '+' : id));
}

test('an item that did not change keeps its id wherever it stands', () => {
  expect(match('abc', 'abc')).toEqual(['#0', '#1', '#2']);
  expect(match('abc', 'cab')).toEqual(['#2', '#0', '#1']);
  expect(match('abc', 'c')).toEqual(['#2']);
});

test('an edited item keeps its id', () => {
  expect(match('abc', 'aXc')).toEqual(['#0', '#1', '#2']);
  expect(match('abc', 'XYZ')).toEqual(['#0', '#1', '#2']);
  expect(match('abc', 'abX')).toEqual(['#0', '#1', '#2']);
});

test('an item that is added between others is new', () => {
  expect(match('ab', 'aXb')).toEqual(['#0', '+', '#1']);
  expect(match('ab', 'XabY')).toEqual(['+', '#0', '#1', '+']);
  expect(match('', 'XY')).toEqual(['+', '+']);
});

test('where more disappeared than appeared, nothing is taken for an edit', () => {
  expect(match('abcd', 'aXd')).toEqual(['#0', '+', '#3']);
});

test('of equal items each keeps its own id, and one more is new', () => {
  expect(match('aa', 'aa')).toEqual(['#0', '#1']);
  expect(match('aa', 'aaa')).toEqual(['#0', '#1', '+']);
  expect(match('aba', 'aa')).toEqual(['#0', '#2']);
});

test('an item whose id is known is that one, though it was edited and moved', () => {
  const edited = { written: { letter: 'X' }, id: '#0' };
  const items = matchItems(known('abc'), [...wanted('bc'), edited], revision);
  expect(items.map(({ id }) => id)).toEqual(['#1', '#2', '#0']);
  expect(items[2]?.item).toEqual({ letter: 'X' });
});

test('an item that is returned twice is one item and one new one', () => {
  const twice = { written: { letter: 'a' }, id: '#0' };
  const [first, second] = matchItems(known('a'), [twice, twice], revision);
  expect(first?.id).toBe('#0');
  expect(second?.id).toMatch(new RegExp(`^${revision}`));
});

test('what did not change is stored as it stands, with the fields of a newer program', () => {
  const stored: Item = { letter: 'a', addedLater: true };
  const before: KnownItem[] = [{ id: '#0', item: stored, written: { letter: 'a' } }, ...known('xb').slice(1)];
  const [kept, edited] = matchItems(before, wanted('aX'), revision);
  expect(kept?.item).toBe(stored);
  expect(edited).toEqual({ id: '#1', item: { letter: 'X' } });
});

test('ids are unique, every item is there in its order, and no unchanged item is new, whatever was changed', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 12 });
  const property = fc.property(
    letters,
    letters,
    fc.array(fc.nat({ max: 14 }), { maxLength: 12 }),
    (before, after, ids) => {
      const want = wanted(after).map((item, at) => ({
        ...item,
        id: ids[at] === undefined ? undefined : `#${ids[at]}`,
      }));
      const items = matchItems(known(before), want, revision);
      expect(items.map(({ item }) => item.letter).join('')).toBe(after);
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      const knownIds = new Set(known(before).map(({ id }) => id));
      expect(items.every(({ id }) => knownIds.has(id) || id.startsWith(revision))).toBe(true);
    },
  );
  fc.assert(property, { numRuns: 5_000 });
  fc.assert(
    fc.property(letters, (text) => {
      expect(match(text, [...text].reverse().join(''))).not.toContain('+');
    }),
  );
});

test('lists of any length can be edited whole', () => {
  const items = Array.from({ length: 200_000 }, (_, number) => ({ number }));
  const before = items.map((item, place) => ({ id: `#${place}`, item, written: item }));
  const after = items.map((item) => ({ written: { ...item, isEdited: true } }));
  expect(matchItems(before, after, revision).every(({ id }, place) => id === `#${place}`)).toBe(true);
});
