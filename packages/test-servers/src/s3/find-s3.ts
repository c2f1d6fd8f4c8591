import { searchGiven, searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';
import { givenS3 } from './given-s3.ts';
import { s3Program } from './s3-program.ts';

/**
 * What the tests of S3 run against, after an install where that is needed and possible; or how to install it. Where
 * `S3_URL` is set, it also says so, and whether the tests that kill their server run.
 */
export function findS3(): Promise<ServerSearch> {
  return searchGiven('S3_URL', givenS3, findOwnS3);
}

/** What tests run against that pause and kill their server: `S3_URL` does not count. */
export function findOwnS3(): Promise<ServerSearch> {
  return searchOwn(s3Program);
}
