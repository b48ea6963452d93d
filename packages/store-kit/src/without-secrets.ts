/**
 * A text with the secrets of a connection string taken out: user and password before the host, and
 * parameters that are called after a secret. For errors and logs, which go to places that
 * may not know the password. Takes several addresses in one text, also in the middle of a message.
 */
export const withoutSecrets = (text: string): string =>
  text
    // Greedy up to the last @ before a slash or a space: passwords with an @ in them are there.
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/,]*@/gi, '$1')
    .replace(/(?<=[,\s])[^\s/,:@]+:[^\s/,@]+@/g, '')
    .replace(/\b(password|passwd|pwd|token|secret|sslkey|sslpassword)=[^\s&;]*/gi, '$1=...');
