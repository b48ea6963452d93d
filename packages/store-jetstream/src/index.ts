export type { JetStreamStoreOptions } from './store-options.js';
export { openJetStreamStore } from './jetstream-store.js';
