import { type } from 'arktype';
import { z } from 'zod';
import { ConfigError, DataModel, Storage, ValidationError } from '../../src/index.ts';
import { libraries } from './libraries.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe.each(libraries)('a model of $name', ({ name, note, strict, throwing }) => {
  class Note extends DataModel.of(note) {
    get short(): string {
      return this.text.slice(0, 3);
    }
    hasAuthor(): boolean {
      return this.author !== null;
    }
  }

  test('holds the fields that its schema makes, defaults applied, as own properties', () => {
    for (const made of [new Note({ text: 'hello' }), Note.from({ text: 'hello' })]) {
      expect({ ...made }).toEqual({ text: 'hello', done: false, author: null, parts: [] });
      expect(JSON.parse(JSON.stringify(made))).toEqual({ ...made });
    }
  });

  test('has the getters and methods of its class, and from() makes an instance of the class that it is called on', () => {
    class LoudNote extends Note {
      override get short(): string {
        return super.short.toUpperCase();
      }
    }
    const made = LoudNote.from({ text: 'hello', author: { name: 'a' } });
    expect(made).toBeInstanceOf(LoudNote);
    expect(made.short).toBe('HEL');
    expect(made.hasAuthor()).toBe(true);
    expect(new Note(made).short).toBe('hel');
  });

  test('refuses what its schema refuses, with the path and every issue', () => {
    const value = { text: '', author: { name: 1 }, parts: [{ label: 'a' }, {}] } as unknown as { text: string };
    for (const make of [() => new Note(value), () => Note.from(value)]) {
      const error = thrownBy(make);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error).toMatchObject({ code: 'validation', path: expect.stringMatching(/^Note\./) });
      for (const path of ['Note.text', 'Note.author.name', 'Note.parts[1].label']) {
        expect(String(error)).toContain(path);
      }
      const { cause } = error as { cause?: unknown };
      expect(cause).toHaveLength(3);
      expect(cause).toContainEqual({ path: ['author', 'name'], message: expect.any(String) });
      for (const { message } of cause as { message: string }[]) expect(String(error)).toContain(message);
    }
  });

  test.each([[undefined], [null], ['text'], [7], [[]]])('refuses %j', (value) => {
    expect(() => new Note(value as unknown as { text: string })).toThrow(ValidationError);
  });

  test('keeps fields that its schema does not know', () => {
    const later = { text: 'a', author: { name: 'b', born: 1 }, parts: [{ label: 'c', size: 2 }], future: [3] };
    expect({ ...Note.from(later) }).toEqual({ ...later, done: false });
    expect({ ...Note.from(Note.from(later)) }).toEqual({ ...later, done: false });
    expect(later).toEqual({
      text: 'a',
      author: { name: 'b', born: 1 },
      parts: [{ label: 'c', size: 2 }],
      future: [3],
    });
  });

  test('refuses fields that a strict schema refuses', () => {
    class Strict extends DataModel.of(strict) {}
    const error = thrownBy(() => Strict.from({ text: 'a', ...{ future: 1 } }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(String(error)).toContain('future');
  });

  test('holds a field as it is where its class has a member of that name', () => {
    const made = Note.from({ text: 'hello', ...{ short: 'from a newer program', constructor: 1 } });
    expect({ ...made }).toMatchObject({ short: 'from a newer program', constructor: 1 });
    expect(made).toBeInstanceOf(Note);
  });

  test('lets no __proto__ through', () => {
    const made = Note.from(JSON.parse('{"text":"a","__proto__":{"short":"x"},"author":{"name":"b","__proto__":{}}}'));
    expect(made).toBeInstanceOf(Note);
    expect(made.short).toBe('a');
    expect(Object.hasOwn(made.author ?? {}, 'name')).toBe(true);
    expect(Object.getPrototypeOf(made.author)).toBe(Object.prototype);
  });

  test('is a Standard Schema whose values are instances', () => {
    const { vendor, version, validate } = Note['~standard'];
    expect({ vendor, version }).toEqual({ vendor: 'agentstore', version: 1 });
    expect(validate({ text: 'hello' })).toEqual({ value: expect.any(Note) });
    const refused = validate({ text: '', parts: [{}] });
    expect(refused).toMatchObject({ issues: [{ message: expect.any(String) }, { message: expect.any(String) }] });
  });

  test('can be a part of another schema', () => {
    class Thread extends DataModel.of(type({ first: { '~standard': Note['~standard'] } })) {}
    const thread = Thread.from({ first: { text: 'hello', ...{ future: 1 } } });
    expect(thread.first).toBeInstanceOf(Note);
    expect({ ...thread.first }).toMatchObject({ text: 'hello', future: 1 });
    const error = thrownBy(() => Thread.from({ first: { text: '' } }));
    expect(error).toMatchObject({ path: 'Thread.first.text' });
  });

  test('says what a check has thrown', () => {
    const cause = new RangeError('too far');
    class Broken extends DataModel.of(throwing(cause)) {}
    const error = thrownBy(() => new Broken({ text: 'a' }));
    expect(error).toMatchObject({ message: expect.stringMatching(/^Broken\b.*throw|too far/) });
    if (name === 'zod') expect(error).toBeInstanceOf(ConfigError);
    else expect(error).toMatchObject({ code: 'validation', cause });
  });
});

test.each(libraries.flatMap(({ name, slow }) => (slow ? [{ name, slow }] : [])))(
  'a model refuses the asynchronous schema of $name',
  async ({ slow }) => {
    class Slow extends DataModel.of(slow) {}
    for (const make of [() => new Slow({ text: 'a' }), () => Slow['~standard'].validate({ text: 'a' })]) {
      const error = thrownBy(make);
      expect(error).toBeInstanceOf(ConfigError);
      expect(String(error)).toContain('Slow: its schema must be synchronous');
    }
  },
);

test('a model gives its schema plain objects, also where it was given an instance', () => {
  class Scores extends DataModel.of(z.record(z.string(), z.number())) {}
  expect({ ...Scores.from(Scores.from({ a: 1 })) }).toEqual({ a: 1 });
});

test('a public field that the class gives a value is stored, and has that value again when it is read', async () => {
  class Visit extends DataModel.of(z.object({ page: z.string() })) {
    count = 0;
  }
  class Visits extends Storage.of('visits', Visit) {}
  const visits = new Visits({ agentName: 'a' }, 'memory');
  const visit = Visit.from({ page: '/' });
  visit.count = 3;
  await visits.add(visit);
  expect((await visits.getLast())?.count).toBe(0);
});
