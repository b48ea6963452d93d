import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '../journal/journal-file.js';
import type { Order } from '../journal/journal-entry.js';
import { deliver, identityOf, type Recipient } from './deliver.js';

/** The first and the longest pause before an order is sent again, in milliseconds. */
const PAUSE = { first: 20, longest: 400 };

/**
 * Notes an order, sends it, notes the answer, and sends it again as long as it is not known what became
 * of it. Ends without an answer only when `goesOn` says no: then the order stays open.
 */
export const sendUntilTold = async (
  order: Order,
  recipient: Recipient,
  journal: Journal,
  goesOn: () => boolean = () => true,
): Promise<void> => {
  const identity = identityOf(order);
  let again = false;
  for (let pause = PAUSE.first; ; pause = Math.min(2 * pause, PAUSE.longest)) {
    journal.write({ note: 'sent', ...identity, order, again });
    again = true;
    const answer = await deliver(order, recipient);
    journal.write({ note: 'told', ...identity, answer });
    if (answer.how !== 'failed' || !goesOn()) return;
    await sleep(pause);
  }
};
