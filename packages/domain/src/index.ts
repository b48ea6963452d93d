export type { Amount, Coins, Diamonds, Money } from './amount/amount.js';
export {
  coins,
  diamonds,
  formatDiamonds,
  minus,
  money,
  plus,
  wholeDiamonds,
} from './amount/amount.js';
export type { Ratio } from './amount/ratio.js';
export { ratio, timesRoundedDown } from './amount/ratio.js';

export { canonicalJson } from './canonical.js';
export type { Malformed } from './codec/malformed.js';
export { malformed } from './codec/malformed.js';
export { Closed, closed } from './codec/closed.js';
export {
  CommandId,
  Currency,
  Id,
  Instant,
  RatioText,
  Text,
  integer,
  oneOf,
} from './codec/scalar.js';
export { CoinsText, DiamondsText, MoneyText } from './codec/amount-text.js';

export type { Command } from './command.js';
export { canonicalCommand, commandCodecs, decodeCommand } from './command.js';
export type { RefusalCode } from './dispatch.js';
export { dispatch } from './dispatch.js';
export type { Refusal } from './outcome.js';

export type { Defined, EventDefinition, EventOf, Upcaster } from './event/define-event.js';
export { defineEvent } from './event/define-event.js';
export { eventCodec } from './event/event-codec.js';
export type { GiftingEvent } from './event/gifting-events.js';
export { eventDefinitions, giftingEvents, postingsOf } from './event/gifting-events.js';

export { account, isOutside } from './ledger/account.js';
export type { Balance } from './ledger/balance.js';
export { formatAmount, sortBalances } from './ledger/balance.js';
export { Books } from './ledger/books.js';
export { Ledger } from './ledger/ledger.js';
export type { Asset, Posting } from './ledger/posting.js';

export type { Gift, Package, PayoutCurrency, Policy } from './policy/policy.js';
export type { Policies } from './policy/policies.js';
export { inForce, policies } from './policy/policies.js';
export type { PriceList } from './policy/price-list.js';
export { priceList } from './policy/price-list.js';
export type { PolicyPublished } from './policy/policy-published.js';
export type { PublishPolicy } from './policy/publish-policy.js';
export { publishPolicy } from './policy/publish-policy.js';

export type { BuyCoins } from './wallet/buy-coins.js';
export { buyCoins } from './wallet/buy-coins.js';
export type { CoinsPurchased, PaymentId } from './wallet/coins-purchased.js';
export { paymentKey } from './wallet/coins-purchased.js';
export type { GiftSent } from './wallet/gift-sent.js';
export type { Payment } from './wallet/payment.js';
export { payment } from './wallet/payment.js';
export type { SendGift } from './wallet/send-gift.js';
export { sendGift } from './wallet/send-gift.js';
export type { Wallet } from './wallet/wallet.js';
export { wallet } from './wallet/wallet.js';

export type { Earnings } from './creator/earnings.js';
export { earnings } from './creator/earnings.js';
export type { LinkPayoutMethod } from './creator/link-payout-method.js';
export { linkPayoutMethod } from './creator/link-payout-method.js';
export type { PayoutMethod, PayoutProfile } from './creator/payout-profile.js';
export { payoutProfile } from './creator/payout-profile.js';
export type { IdentityVerified, PayoutMethodLinked } from './creator/profile-events.js';
export type { VerifyIdentity } from './creator/verify-identity.js';
export { verifyIdentity } from './creator/verify-identity.js';

export type { ConfirmPayout } from './payout/confirm-payout.js';
export { confirmPayout } from './payout/confirm-payout.js';
export type { FailPayout } from './payout/fail-payout.js';
export { failPayout } from './payout/fail-payout.js';
export type { Withdraw } from './payout/withdraw.js';
export { withdraw } from './payout/withdraw.js';
export type {
  PayoutConfirmed,
  PayoutFailed,
  WithdrawalRequested,
} from './payout/withdrawal-events.js';
export type { Withdrawal, WithdrawalRequest } from './payout/withdrawal.js';
export { withdrawal } from './payout/withdrawal.js';

export type { Commission } from './platform/commission.js';
export { commission } from './platform/commission.js';
export type { Revenue, Sales } from './platform/revenue.js';
export { revenue } from './platform/revenue.js';
