export { Agent, type AgentStorage } from './agent/agent.ts';
export type { Context, SessionStorage, StorageClass } from './agent/context.ts';
export type { BackgroundOptions, ChainConfig, ChainOptions, LinkOptions } from './chain/chain-config.ts';
export { ChainError } from './chain/chain-error.ts';
export { type Config, defineConfig, type ProviderConfig } from './config/config.ts';
export {
  type ResolvedStorage,
  resolveStorage,
  type StorageKind,
  type StorageRequest,
} from './config/resolve-storage.ts';
export { type AgentStore, createStore, type StoredList } from './config/store.ts';
export { checkDriverOptions, type DriverOptions } from './driver/driver-options.ts';
export { inTurn } from './driver/in-turn.ts';
export { type Change, keepRefusal } from './driver/keep-refusal.ts';
export { StorageDriver } from './driver/storage-driver.ts';
export { withDeadline } from './driver/with-deadline.ts';
export {
  AgentStoreError,
  ConfigError,
  ConflictError,
  DriverError,
  type DriverErrorCode,
  type DriverErrorDetails,
  type DriverOperation,
  messageOf,
  ValidationError,
} from './errors.ts';
export type { ToolCalls } from './history/call-groups.ts';
export type { ModelLimit } from './history/model-limit.ts';
export { type IdentityFilter, type KeyFilter, keyFilter, type RemovalFilter } from './identity/identity-filter.ts';
export { SessionIdentity, type SessionIdentityFields } from './identity/session-identity.ts';
export type { Item, Json } from './item.ts';
export type { MemoryConfig } from './memory/config.ts';
export { MemoryDriver } from './memory/driver.ts';
export { DataModel, type DataModelClass } from './model/data-model.ts';
export { DataModelArray, type DataModelArrayClass } from './model/data-model-array.ts';
export type { InputOf, ItemOf, StorableModel } from './model/item-of.ts';
export type { ObjectSchema, StorableSchema } from './model/storable-schema.ts';
export { type ModelStorageClass, Storage } from './model/storage-of.ts';
export { createDriver, driverName } from './registry/create-driver.ts';
export type {
  DriverConfigs,
  DriverName,
  DriverSpec,
  DriverType,
  LinkOfInstance,
  LinkSpec,
  NamedDriver,
} from './registry/driver-spec.ts';
export { registerDriver } from './registry/registry.ts';
export { type ChatHistoryOptions, ChatHistoryStorage, type ChatMessage } from './storage/chat-history-storage.ts';
export type { StorageOptions } from './storage/storage.ts';
