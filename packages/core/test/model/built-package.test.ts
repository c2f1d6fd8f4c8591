import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from '../built-program.ts';

const built = join(__dirname, '../../dist');
const application = new Application({
  'note.cjs': `
    const { DataModel } = require('@agentstore/core');
    const validate = (value) =>
      typeof value.text === 'string' ? { value: { text: value.text } } : { issues: [{ message: 'no text', path: ['text'] }] };
    exports.Note = class extends DataModel.of({ '~standard': { version: 1, vendor: 'test', validate } }) {};
  `,
});

afterAll(() => application.remove());

test.each(['main.mjs', 'main.cjs'])('in %s, Storage.of belongs to the class that histories extend', (name) => {
  const load = name.endsWith('.mjs')
    ? "import * as core from '@agentstore/core'"
    : "const core = require('@agentstore/core')";
  const program = `${load};
    console.log(Object.getPrototypeOf(core.ChatHistoryStorage) === core.Storage, typeof core.Storage.of);`;
  expect(application.run(program, name)).toBe('true function');
});

test('a model of the CommonJS copy serves a storage of the other copy', () => {
  const program = `
    import { MemoryDriver, Storage, ValidationError } from '@agentstore/core';
    import { Note } from './note.cjs';
    class Notes extends Storage.of('notes', Note) {}
    const notes = new Notes({ agentName: 'a' }, new MemoryDriver());
    await notes.add({ text: 'a', future: 1 }, Note.from({ text: 'b' }));
    const items = await notes.get();
    const error = await notes.add({ text: 1 }).catch((rejection) => rejection);
    console.log(JSON.stringify(items), items[0] instanceof Note, error instanceof ValidationError, error.message);
  `;
  expect(application.run(program)).toBe(
    '[{"text":"a","future":1},{"text":"b"}] true true items[0].text is invalid: no text',
  );
});

test('the published types need no other package', () => {
  const types = readdirSync(built).filter((name) => /\.d\.c?ts$/.test(name));
  expect(types).toEqual(expect.arrayContaining(['index.d.ts', 'index.d.cts']));
  const imported = types.flatMap((name) => [
    ...readFileSync(join(built, name), 'utf8').matchAll(/(?:from|import\() ?['"]([^.'"][^'"]*)['"]/g),
  ]);
  expect(imported.map(([, name]) => name).filter((name) => name !== '@agentstore/core')).toEqual([]);
});
