import { closed } from '../codec/closed.js';
import { defineEvent, type Defined } from '../event/define-event.js';
import { Policy } from './policy.js';

/** A policy was published; it is in force from its own `effectiveFrom`. */
export const policyPublished = defineEvent({
  type: 'PolicyPublished',
  data: closed('policy published', { policy: Policy }),
  tags: ({ policy }) => [`policy:${policy.version}`],
});
export type PolicyPublished = Defined<typeof policyPublished>;
