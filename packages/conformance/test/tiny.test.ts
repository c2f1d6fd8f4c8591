import { testCases } from './test-cases.ts';
import { TinyDriver } from './tiny/driver.ts';
import { tinyOptions } from './tiny/options.ts';

describe('a driver whose own forms are sound', () => {
  testCases(tinyOptions(TinyDriver));
});
