import { type AgentStore, createStore } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { config } from './config.ts';

/** The store of the configuration, and what its chain tells, on the screen: an agent goes on, and somebody should look. */
export function toldStore(): AgentStore {
  const store = createStore(config);
  // The config names drivers; the store made a chain of them.
  const chain = store.driver('history');
  if (chain instanceof DriverChain) {
    chain.on('degraded', ({ driver, operation }) => console.log(`  degraded: ${driver} missed an ${operation}`));
    chain.on('failover', ({ driver, operation }) => console.log(`  failover: ${driver} answered a ${operation}`));
    chain.on('repaired', ({ driver }) => console.log(`  repaired: ${driver} has what it had missed`));
  }
  return store;
}
