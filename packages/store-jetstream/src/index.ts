export type { JetStreamStoreOptions } from './store-options.js';
export { openJetStreamStore } from './open-jetstream-store.js';
