import { packageBuild } from '../../tsup.base.ts';

export default packageBuild(
  {
    index: 'src/index.ts',
    backend: 'src/backend/index.ts',
    chain: 'src/chain/index.ts',
    usage: 'src/usage/index.ts',
  },
  // What a storage needs, and what makes drivers by name: bundlers leave out the latter where a program passes instances.
  // An error's class marks its prototype when it is loaded, so that it stays wherever a part of its file is needed.
  {
    'create-driver': 'src/registry/create-driver.ts',
    'chat-history-storage': 'src/storage/chat-history-storage.ts',
    'chain-error': 'src/chain/chain-error.ts',
  },
);
