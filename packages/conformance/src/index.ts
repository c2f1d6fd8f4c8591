export type { Guarantee, Need } from './case.ts';
export { type ConformanceCase, driverTests } from './driver-tests.ts';
export { type NativeReport, nativeReport } from './native-report.ts';
export type { BreakableDriver, ConformanceOptions, NativeMethod, Sizes } from './options.ts';
export { takePart } from './process/take-part.ts';
