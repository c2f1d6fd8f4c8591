import { packageBuild } from '../../tsup.base.ts';

// What a storage needs, and what makes drivers by name: bundlers leave out the latter where a program passes instances.
export default packageBuild(['src/registry/create-driver.ts', 'src/storage/chat-history-storage.ts']);
