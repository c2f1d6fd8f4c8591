export { type Advice, advised } from './advice.ts';
export { Call, type CallDetails } from './call.ts';
export { Calls, type Translation } from './calls.ts';
export { cleanError } from './clean-error.ts';
export { EntryListDriver } from './entry-lists/entry-list-driver.ts';
export { DoubtfulChange } from './entry-lists/entry-lists.ts';
export type { Claim, Entry, EntryTable, Head, ListedHead, Part, Step } from './entry-lists/entry-table.ts';
export { DamagedList } from './entry-lists/entry-texts.ts';
export { pauseAfter, retried } from './retried.ts';
