import type { Command } from '@largesse/domain';

type WithoutStamp<C> = C extends Command ? Omit<C, 'commandId' | 'at'> : never;

/** A command before it has an id and a time. */
export type CommandDraft = WithoutStamp<Command>;

/** The command of a draft. */
export type Stamped<D extends CommandDraft> = D & {
  readonly commandId: string;
  readonly at: string;
};
