export type { Backend, Breakable, ServerProcess } from './backend.ts';
export { chosenBackend } from './chosen-backend.ts';
export { driverHelp, driverOptions } from './driver-options.ts';
export { importDriver } from './import-driver.ts';
export { openBackend } from './open-backend.ts';
