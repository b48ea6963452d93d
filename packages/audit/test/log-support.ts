import { hash } from 'node:crypto';
import { canonicalJson, giftingEvents, type Command, type GiftingEvent } from '@largesse/domain';
import type { RecordedEvent } from '@largesse/core';
import { referee } from '@largesse/testing';
import { logWriter, type LogLine, LogDamaged, readLog, type ReadOptions } from '../src/index.js';

/** What commands come to as a store records it, at positions 1, 2, 3, … */
export const record = (commands: readonly Command[]): readonly RecordedEvent[] => {
  const { submit } = referee();
  return commands.flatMap((command) => {
    const outcome = submit(command);
    if (outcome.status !== 'accepted') return [];
    return outcome.events.map(({ position, event }) => recorded(event, position, command));
  });
};

/** An event as the engine has it recorded for a command. */
const recorded = (event: GiftingEvent, position: number, command: Command): RecordedEvent => ({
  ...giftingEvents.encode(event),
  position,
  batch: {
    key: command.commandId,
    fingerprint: hash('sha256', canonicalJson(command)),
    index: 0,
    size: 1,
  },
});

/** A closed log of some events. */
export const logOf = (events: readonly RecordedEvent[]): string => {
  const writer = logWriter();
  return writer.header() + writer.events(events) + writer.end();
};

/** The lines of a log, each without its line feed. */
export const linesOf = (log: string): string[] => log.trimEnd().split('\n');

/**
 * A log of these lines with hashes that fit, as who rewrites a log would have it: only what the
 * events say is left to find.
 */
export const rehash = (lines: readonly string[]): string => {
  let previous = '';
  return lines
    .map((line) => {
      const body = line.replace(/,"hash":"[^"]*"\}$/, '');
      previous = hash('sha256', previous + body);
      return `${body},"hash":"${previous}"}\n`;
    })
    .join('');
};

/** A file's bytes in pieces of a size. */
export async function* chunks(
  file: string | Uint8Array,
  size = 1 << 16,
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += size) {
    // Each piece comes after a turn of the loop, as from a disk.
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

/** All lines up to the damage, and the damage. */
export const readAll = async (
  file: string | Uint8Array,
  options: ReadOptions & { readonly size?: number } = {},
): Promise<{ readonly lines: readonly LogLine[]; readonly damage: LogDamaged | undefined }> => {
  const lines: LogLine[] = [];
  try {
    for await (const batch of readLog(chunks(file, options.size), options)) lines.push(...batch);
  } catch (error) {
    if (error instanceof LogDamaged) return { lines, damage: error };
    throw error;
  }
  return { lines, damage: undefined };
};
