import type { EventStore } from '@largesse/core';
import { canonicalCommand } from '@largesse/domain';
import type { Engine } from '@largesse/engine';
import { either as E } from 'fp-ts';
import { hash } from 'node:crypto';
import type { Answer, Order } from '../journal/journal-entry.js';
import { witness } from '../journal/witness.js';

/** Where orders go: commands to an engine, probes to the store below it. */
export interface Recipient {
  readonly engine: Engine;
  readonly store: EventStore;
}

/** The key under which an order takes effect, and the fingerprint that the log keeps of it. */
export const identityOf = (order: Order): { readonly key: string; readonly fingerprint: string } =>
  order.kind === 'probe'
    ? { key: order.batch.key, fingerprint: order.batch.fingerprint }
    : {
        key: order.command.commandId,
        fingerprint: hash('sha256', canonicalCommand(order.command)),
      };

/** Sends an order once; what is thrown is an answer too, and a fault of whoever threw it. */
export const deliver = async (order: Order, recipient: Recipient): Promise<Answer> => {
  try {
    return order.kind === 'command'
      ? await submit(order.command, recipient.engine)
      : await append(order.batch, recipient.store);
  } catch (thrown) {
    return { how: 'failed', code: 'thrown', message: String(thrown) };
  }
};

const submit = async (command: unknown, engine: Engine): Promise<Answer> => {
  const result = await engine.submit(command);
  if (result.ok) return { how: result.status, events: result.recorded.map(witness) };
  if (result.kind === 'refused')
    return result.code === 'command_id_reused'
      ? { how: 'reused' }
      : { how: 'refused', code: result.code };
  return { how: 'failed', code: result.code, message: result.message };
};

const append = async (
  batch: Parameters<EventStore['append']>[0],
  store: EventStore,
): Promise<Answer> => {
  const result = await store.append(batch)();
  if (E.isRight(result)) {
    const { events, repeated } = result.right;
    return { how: repeated ? 'retried' : 'accepted', events: events.map(witness) };
  }
  const { left: error } = result;
  switch (error.code) {
    case 'condition_failed':
      return { how: 'refused', code: error.code };
    case 'key_reused':
      return { how: 'reused' };
    case 'outcome_unknown':
    case 'store_unavailable':
      return { how: 'failed', code: error.code, message: error.message };
  }
};
