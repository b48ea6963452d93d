import type { NodeConnectionOptions } from '@nats-io/transport-node';

/** How `openJetStreamStore` opens a stream. */
export interface JetStreamStoreOptions {
  /** One address or several, `nats://user:password@host:port,nats://…`. A few of a cluster are enough. */
  readonly servers: string | readonly string[];
  /** The name of the stream that is the log; `LARGESSE` if absent. */
  readonly stream?: string;
  /** What the subjects of the stream begin with; the name of the stream in lower case if absent. */
  readonly prefix?: string;
  /** How many copies a stream gets when it is made: 3 if absent, 1 on a server without a cluster. */
  readonly replicas?: number;
  /** Whether a stream that is not there is made; true if absent. */
  readonly create?: boolean;
  /** How many milliseconds an append may take before its outcome is called unknown; 10,000 if absent. */
  readonly timeout?: number;
  /**
   * Addresses of the monitoring of all servers, `http://host:8222`. They tell whether a server syncs before
   * it acknowledges, which a client cannot find out otherwise.
   */
  readonly monitors?: readonly string[];
  /** What else the client is to know: certificates, credentials, a name. */
  readonly connection?: Omit<NodeConnectionOptions, 'servers' | 'user' | 'pass'>;
}
