import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { Draft } from './draft.ts';
import { Lanes } from './lanes.ts';
import type { S3Lists } from './s3-lists.ts';

/** How many requests of one change are under way at once. */
const requestsAtOnce = 16;

interface StoredPart {
  readonly isShared: boolean;
  readonly generation: string;
  isStored: boolean;
}

/** The parts that one change has sent, in all its attempts. */
export class StoredParts {
  readonly #lists: S3Lists;
  readonly #call: Call;
  readonly #identity: SessionIdentity;
  /** By their keys. */
  readonly #parts = new Map<string, StoredPart>();

  constructor(lists: S3Lists, call: Call, identity: SessionIdentity) {
    this.#lists = lists;
    this.#call = call;
    this.#identity = identity;
  }

  /** Those that an earlier attempt has stored are not sent again. */
  async store({ generation, parts }: Draft): Promise<void> {
    await new Lanes(requestsAtOnce).all(parts, async ({ name, text, isShared }) => {
      const key = this.#lists.partKey(this.#identity, generation, name);
      if (this.#parts.get(key)?.isStored) return;
      const part = { isShared, generation, isStored: false };
      this.#parts.set(key, part);
      await this.#lists.bucket.put(this.#call, key, text);
      part.isStored = true;
    });
  }

  /** The keys of parts that nobody needs once a draft is stored. */
  remainsBeside(draft: Draft): string[] {
    const needed = new Set(draft.parts.map(({ name }) => this.#lists.partKey(this.#identity, draft.generation, name)));
    return [...this.#parts].flatMap(([key, { isShared, generation }]) => {
      // Somebody else may have been first with the same one.
      const isNeeded = needed.has(key) || (isShared && generation === draft.generation);
      return isNeeded ? [] : [key];
    });
  }
}
