import type { Call } from '@agentstore/core/backend';
import { type Bucket, ObjectChanged, type StoredObject } from './bucket.ts';
import { makeNonce } from './nonce.ts';
import { attemptsFor } from './request-error.ts';

/** The store does not hold what conditional writes promise: lists would lose what several processes write. */
class BrokenConditions extends Error {
  override readonly name = 'BrokenConditions';
}

/** How many create an object at once; how many replace it at once, and how many read it meanwhile, how often at most. */
const [creators, writers, readers, looks] = [8, 3, 3, 4];
const markLength = 16;

/** Writers of one object at the same time, and what they saw. */
export class Race {
  readonly #bucket: Bucket;
  readonly #call: Call;
  readonly #key: string;
  /** What was stored, by the etag that it was given. */
  readonly #stored = new Map<string, string>();
  readonly #read: StoredObject[] = [];
  #marks: string[] = [];

  constructor(bucket: Bucket, call: Call, key: string) {
    this.#bucket = bucket;
    this.#call = call;
    this.#key = key;
  }

  /** All create the object at once. */
  async create(): Promise<void> {
    await this.#bucket.remove(this.#call, this.#key);
    this.#marks = [];
    expectOne(await Promise.all(Array.from({ length: creators }, () => this.#write('', null))));
  }

  /** Some read it and put it back at once, each with a mark of its own, while others read it, so many times. */
  async replace(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      const object = await this.#look();
      if (!object) continue;
      const writing = Promise.all(Array.from({ length: writers }, () => this.#write(object.text, object.etag)));
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      writing.then(end, end);
      const looking = Array.from({ length: readers }, async () => {
        for (let look = 0; look < looks && !isDone; look++) await this.#look();
      });
      const [etags] = await Promise.all([writing, ...looking]);
      expectOne(etags);
    }
  }

  /** Throws BrokenConditions. */
  async check(): Promise<void> {
    const text = (await this.#bucket.get(this.#call, this.#key))?.text ?? '';
    const lost = this.#marks.filter((mark) => !text.includes(mark)).length;
    if (lost > 0) throw new BrokenConditions(`of ${this.#marks.length} writes that it acknowledged, ${lost} are lost`);
    // A newer object with an old etag does no harm: what rests on that etag is refused.
    const isTorn = this.#read.some(({ etag, text }) => {
      const stored = this.#stored.get(etag) ?? text;
      return text !== stored && text.length <= stored.length;
    });
    if (isTorn) throw new BrokenConditions('it gave an old object with the etag of a newer one');
  }

  async #look(): Promise<StoredObject | null> {
    const object = await this.#bucket.get(this.#call, this.#key);
    if (object) this.#read.push(object);
    return object;
  }

  /** Resolves with the etag; null: somebody else was faster, or the store says to try again. */
  async #write(before: string, etag: string | null): Promise<string | null> {
    const mark = makeNonce(markLength);
    const text = `${before}${mark}\n`;
    try {
      const stored = await this.#bucket.replace(this.#call, this.#key, text, etag);
      this.#marks.push(mark);
      this.#stored.set(stored, text);
      return stored;
    } catch (error) {
      if (error instanceof ObjectChanged || attemptsFor(error) === Number.POSITIVE_INFINITY) return null;
      throw error;
    }
  }
}

function expectOne(etags: readonly (string | null)[]): void {
  const winners = etags.filter((etag) => etag !== null).length;
  if (winners > 1) throw new BrokenConditions(`${winners} of those who wrote at once were told that they won`);
}
