import { decodeCommand, type Command } from '@largesse/domain';
import { either as E } from 'fp-ts';
import { LogDamaged } from '../log/log-damaged.js';
import { splitLines, type RawLine } from '../log/split-lines.js';
import { strangerHint } from './stranger-hint.js';
import { parseStrictJson, type JsonProblem } from './strict-json.js';

/**
 * A longer line is no command. The event of a command that fits, its numbers written in full, fits
 * into a line of a log.
 */
const MAX_COMMAND_BYTES = 16 * 1024 * 1024;

/** A command of a scenario file. */
export interface ScenarioLine {
  /** Counted from 1. */
  readonly line: number;
  readonly command: Command;
}

/** Thrown at a line that is no command. The lines before it were good. */
export class ScenarioMalformed extends Error {
  override readonly name = 'ScenarioMalformed';

  constructor(
    /** Counted from 1. */
    readonly line: number,
    /** The way to the field; empty where the whole line is meant. */
    readonly field: string,
    /** What is wrong, with the field, without the line. */
    readonly reason: string,
  ) {
    super(`line ${String(line)}: ${reason}`);
  }
}

/**
 * Reads a scenario file, version 1: JSON Lines, a command a line. Yields commands in batches and
 * holds no more than a chunk and a line. Throws `ScenarioMalformed` at the first line that is no
 * command, after every command before it was yielded.
 */
export async function* readScenario(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ScenarioLine[]> {
  for await (const raws of lines(chunks)) {
    const good: ScenarioLine[] = [];
    for (const raw of raws) {
      const read = readCommand(raw);
      if (E.isRight(read)) {
        good.push({ line: raw.line, command: read.right });
        continue;
      }
      if (good.length > 0) yield good;
      throw new ScenarioMalformed(raw.line, read.left.field, read.left.message);
    }
    yield good;
  }
}

async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly RawLine[]> {
  try {
    yield* splitLines(chunks, MAX_COMMAND_BYTES);
  } catch (thrown) {
    if (!(thrown instanceof LogDamaged)) throw thrown;
    const most = String(MAX_COMMAND_BYTES);
    const reason = `the line is longer than ${most} bytes; no command is`;
    throw new ScenarioMalformed(thrown.line, '', reason);
  }
}

/** Decodes and checks; a byte order mark stays, to be seen. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const readCommand = ({ line, bytes }: RawLine) => {
  const hint = line === 1 ? strangerHint(bytes) : undefined;
  if (hint !== undefined) return E.left({ field: '', message: `not a scenario: ${hint}` });
  const text = E.tryCatch(() => utf8.decode(bytes), notUtf8);
  const value = E.chain(parseStrictJson)(text);
  return E.isLeft(value) ? value : decodeCommand(value.right);
};

const notUtf8 = (): JsonProblem => ({ field: '', message: 'not UTF-8; save the file as UTF-8' });
