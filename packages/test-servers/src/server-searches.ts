import { findOwnRedis, findRedis } from './redis/find-redis.ts';
import type { ServerSearch } from './test-server.ts';

/** What tests need: a server of this name, given by a URL or started, or one of their own, which they may kill. */
export const serverSearches = {
  redis: findRedis,
  'own redis': findOwnRedis,
} satisfies Record<string, () => Promise<ServerSearch>>;
