import { searchGiven, searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';
import { dynamoProgram } from './dynamo-program.ts';
import { givenDynamo } from './given-dynamo.ts';

/**
 * What the tests of DynamoDB run against, after an install where that is needed and possible; or how to install it. Where
 * `DYNAMODB_URL` is set, it also says so, and whether the tests that kill their server run.
 */
export function findDynamo(): Promise<ServerSearch> {
  return searchGiven('DYNAMODB_URL', givenDynamo, findOwnDynamo);
}

/** What tests run against that pause and kill their server: `DYNAMODB_URL` does not count. */
export function findOwnDynamo(): Promise<ServerSearch> {
  return searchOwn(dynamoProgram);
}
