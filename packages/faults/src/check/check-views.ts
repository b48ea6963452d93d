import { writeState, type KeyedFold, type RecordedEvent } from '@largesse/core';
import { Books, giftingEvents, type GiftingEvent } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { isProbe } from '../workload/probe.js';
import type { Views } from '../writer/views.js';
import type { Finding } from './finding.js';

/** What engines answer is the fold of the log, byte for byte. */
export const checkViews = (
  asked: readonly (readonly [string, Views])[],
  log: readonly RecordedEvent[],
): readonly Finding[] => {
  const books = new Books();
  for (const recorded of log) {
    if (isProbe(recorded)) continue;
    const decoded = giftingEvents.decode(recorded);
    if (E.isRight(decoded)) books.add({ event: decoded.right, position: recorded.position });
  }
  return asked.flatMap(([name, views]) =>
    Object.entries(views).flatMap(([view, answered]) => {
      const folded = foldedView(books, view);
      if (folded === answered) return [];
      const message = `${name} answers ${answered} for ${view}; the log folds to ${folded}`;
      return [{ kind: 'misjudged', message } as const];
    }),
  );
};

const foldedView = (books: Books, view: string): string => {
  const [kind = '', id = ''] = view.split(' ');
  switch (kind) {
    case 'wallet':
      return stateOf(books.wallets, id);
    case 'earnings':
      return stateOf(books.creators, id);
    default:
      return stateOf(books.commission, '');
  }
};

const stateOf = <S, Ev extends GiftingEvent>(
  { states, projection }: KeyedFold<S, Ev>,
  id: string,
) => writeState(states.get(id)?.state ?? projection.initial());
