/** How the messages of an append are told from each other in what a client sends. */
export interface Framing {
  /** Stands in the first message of an append and in no other. */
  readonly marker: string;
  /** Where the message ends that begins at a place of what is sent. A client of ours sends whole messages. */
  readonly endOf: (sent: Buffer, start: number) => number;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html: a letter, then the length of the rest. */
export const postgresFraming: Framing = {
  // The name of the statement, in the message that binds its values.
  marker: 'largesse append',
  endOf: (sent, start) =>
    // What begins a connection has no letter, and stands alone.
    sent[start] === 0 ? sent.length : start + 1 + sent.readInt32BE(start + 1),
};

const END = '\r\n';

/** https://docs.nats.io/reference/reference-protocols/nats-protocol: a line; of one that publishes, the content follows. */
export const natsFraming: Framing = {
  marker: 'Nats-Expected-Last-Sequence:',
  endOf: (sent, start) => {
    const lineEnd = sent.indexOf(END, start);
    const line = sent.toString('latin1', start, lineEnd);
    const size = /^H?PUB .* (\d+)$/.exec(line)?.[1];
    return lineEnd + END.length + (size === undefined ? 0 : Number(size) + END.length);
  },
};
