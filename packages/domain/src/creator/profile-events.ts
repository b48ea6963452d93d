import { closed } from '../codec/closed.js';
import { Currency, Id, oneOf } from '../codec/scalar.js';
import { defineEvent, type Defined } from '../event/define-event.js';
import { creatorTag } from './creator-tag.js';

/** The platform has seen who the creator is. */
export const identityVerified = defineEvent({
  type: 'IdentityVerified',
  data: closed('identity verified', { creatorId: Id }),
  tags: ({ creatorId }) => [creatorTag(creatorId)],
});
export type IdentityVerified = Defined<typeof identityVerified>;

export const PayoutMethodKind = oneOf('bank', 'paypal');

/** The creator named an account to be paid to. */
export const payoutMethodLinked = defineEvent({
  type: 'PayoutMethodLinked',
  data: closed('payout method linked', {
    creatorId: Id,
    payoutMethodId: Id,
    kind: PayoutMethodKind,
    currency: Currency,
  }),
  tags: ({ creatorId }) => [creatorTag(creatorId)],
});
export type PayoutMethodLinked = Defined<typeof payoutMethodLinked>;
