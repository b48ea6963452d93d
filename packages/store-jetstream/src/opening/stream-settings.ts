import type { StreamConfig } from '@nats-io/jetstream';

/** The settings of a stream by which one is made. */
export type StreamSettings = Partial<StreamConfig> & Pick<StreamConfig, 'name'>;

/** The oldest server that knows atomic batches. */
const OLDEST_SERVER = '2.12.0';

/** What a stream is made with. Nothing in it is ever dropped, and nobody can delete from it. */
export const streamSettings = (
  name: string,
  subjects: string,
  replicas: number,
): StreamSettings => ({
  name,
  subjects: [subjects],
  num_replicas: replicas,
  storage: 'file',
  retention: 'limits',
  discard: 'new',
  allow_atomic: true,
  allow_direct: true,
  deny_delete: true,
  deny_purge: true,
  description: 'The log of Largesse: events and the indexes to find them',
});

/** What is wrong with a server's version; undefined if nothing is. */
export const versionFlaw = (version: string | undefined): string | undefined => {
  const [major = 0, minor = 0] = (version ?? '')
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  return major > 2 || (major === 2 && minor >= 12)
    ? undefined
    : `it is NATS ${version ?? 'of an unknown version'}, without atomic batches: run ${OLDEST_SERVER} or newer`;
};

/** What of a stream's settings would break a promise, each with its remedy. */
export const settingFlaws = (
  config: Partial<StreamConfig>,
  subjects: string,
): readonly string[] => {
  const flaws: string[] = [];
  const must = (holds: boolean, flaw: string): void => {
    if (!holds) flaws.push(flaw);
  };
  const unlimited = (limit: number | undefined): boolean => limit === undefined || limit <= 0;
  must(
    config.storage === 'file',
    'storage is not file: make a new stream, storage cannot be changed',
  );
  must(config.allow_atomic === true, 'allow_atomic is off: set it');
  must(config.allow_direct === true, 'allow_direct is off: set it');
  must(config.deny_delete === true, 'deny_delete is off: set it');
  must(config.deny_purge === true, 'deny_purge is off: set it');
  must(config.retention === undefined || config.retention === 'limits', 'retention is not limits');
  must(unlimited(config.max_msgs), 'max_msgs would drop events: set it to -1');
  must(
    unlimited(config.max_bytes) || config.discard === 'new',
    'max_bytes would drop events: set it to -1 or discard to new',
  );
  must(unlimited(config.max_age), 'max_age would drop events: set it to 0');
  must(
    unlimited(config.max_msgs_per_subject),
    'max_msgs_per_subject would drop events: set it to -1',
  );
  must(
    unlimited(config.max_msg_size),
    'max_msg_size would refuse events and the indexes that find them: set it to -1',
  );
  must(
    config.allow_rollup_hdrs !== true,
    'allow_rollup_hdrs lets a message delete others: unset it',
  );
  must(config.allow_msg_ttl !== true, 'allow_msg_ttl lets messages expire: make a new stream');
  must(config.sealed !== true, 'it is sealed and takes no events');
  must(config.mirror === undefined && config.sources === undefined, 'it copies another stream');
  must(
    config.subjects?.length === 1 && config.subjects[0] === subjects,
    `its subjects are ${config.subjects?.join(', ') ?? 'none'}, not ${subjects}`,
  );
  must(config.subject_transform === undefined, 'subject_transform is set: unset it');
  return flaws;
};
