import type { Durability } from '@largesse/core';
import type { Connections } from './open-connections.js';

/** What holds for a file whose connections were opened, and so found to be in WAL mode with FULL. */
export const durabilityOf = ({ version }: Connections, path: string): Durability => ({
  survivesProcessEnd: true,
  survivesPowerLoss: true,
  survivesMachineLoss: false,
  notes: [
    `Events are kept in the file ${path} and its write-ahead log, by SQLite ${version}.`,
    'Each commit is synced to the disk before it is acknowledged (journal_mode WAL, synchronous FULL, read back).',
    'They survive a loss of power if the disk keeps what it said it had written, and its loss only in a copy.',
    'The file must be on a local disk: on a network file system nothing is promised.',
  ],
});
