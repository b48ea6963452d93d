import { hash } from 'node:crypto';
import { canonicalCommand, type Command } from '@largesse/domain';

/** Equal for commands of equal content, whatever the order of their fields: SHA-256 in hex. */
export const fingerprint = (command: Command): string =>
  hash('sha256', canonicalCommand(command), 'hex');
