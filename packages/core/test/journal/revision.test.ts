import { mintRevision, observeRevision, revisionAt } from '../../src/journal/revision.ts';
import { startProcess } from './writing-process.ts';

const hour = 3_600_000;

afterEach(() => jest.restoreAllMocks());

function setClock(time: number): void {
  jest.spyOn(Date, 'now').mockReturnValue(time);
}

test('100,000 revisions of one process are all different, and each sorts after the one before, as text', () => {
  const revisions = Array.from({ length: 100_000 }, mintRevision);
  expect(new Set(revisions).size).toBe(revisions.length);
  expect(revisions.every((revision, at) => at === 0 || revision > (revisions[at - 1] ?? ''))).toBe(true);
});

test('two processes that write in the same instant mint different revisions', () => {
  const [one, other] = [startProcess(0), startProcess(0)];
  setClock(Date.now() + 24 * hour);
  const revisions = Array.from({ length: 1000 }, () => [one.mintRevision(), other.mintRevision()]).flat();
  expect(new Set(revisions).size).toBe(revisions.length);
});

test('a clock that is set back makes no smaller revision', () => {
  const { mintRevision } = startProcess(0);
  setClock(Date.now() + 24 * hour);
  const before = mintRevision();
  setClock(Date.now() - hour);
  expect(mintRevision() > before).toBe(true);
});

test('a revision is greater than every one that the process saw', () => {
  const { mintRevision, observeRevision } = startProcess(0);
  const seen = `${revisionAt(Date.now() + hour).slice(0, -3)}zzz1234567`;
  observeRevision(seen);
  const next = mintRevision();
  expect(next > seen).toBe(true);
  expect(next).toHaveLength(seen.length);
});

test('what is no revision is not taken note of', () => {
  for (const text of ['', 'zzzzzzzzzzzzzzzzzzzz', '~~~~~~~~~~~~~~~~~~~', '-00000abcdef', 'ZZZZZZZZZZZZZZZZZZZ'])
    observeRevision(text);
  expect(mintRevision() < revisionAt(Date.now() + hour)).toBe(true);
});

test('a bound in time lies between what was made before that moment and the others', () => {
  const { mintRevision } = startProcess(0);
  const moment = Date.now() + 24 * hour;
  setClock(moment - 1);
  expect(mintRevision() < revisionAt(moment)).toBe(true);
  setClock(moment);
  expect(mintRevision() > revisionAt(moment)).toBe(true);
});

test('revisions sort in time whatever the number of digits of the time', () => {
  const moments = [0, 1, 35, 36 ** 5, 36 ** 7, Date.now(), Date.now() + 200 * 365 * 24 * hour];
  expect(moments.map(revisionAt).toSorted()).toEqual(moments.map(revisionAt));
});

test('a revision of a clock that is far ahead is not followed, lest it carries its fault everywhere', () => {
  const { mintRevision: mint, observeRevision: observe } = startProcess(0);
  observe(`${revisionAt(Date.now() + 48 * hour)}0000000`);
  observe('zzzzzzzzzzzzzzzzzzz');
  expect(mint() < revisionAt(Date.now() + hour)).toBe(true);
});
