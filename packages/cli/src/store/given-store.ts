import { CommandFailure } from '../failure.js';
import { ADDRESS_FORMS } from './address.js';

/** The variable that holds an address, so that a password need not stand on the command line. */
const STORE_VARIABLE = 'LARGESSE_STORE';

/** Typed as the address, it means the one in the variable. */
const FROM_VARIABLE = 'env';

/** The address given with `--store`, where `env` means the one in the variable. */
export const givenStore = (option: string | undefined): string | undefined => {
  if (option !== FROM_VARIABLE) return option;
  const address = variable();
  if (address === undefined) throw new CommandFailure(`--store env: ${STORE_VARIABLE} is not set`);
  return address;
};

/** The address of a store that a command cannot do without: from `--store`, else from the variable. */
export const requiredStore = (option: string | undefined, instead = ''): string => {
  const address = givenStore(option) ?? variable();
  if (address !== undefined) return address;
  throw new CommandFailure(
    `name ${instead}a store, with --store or in ${STORE_VARIABLE}: ${ADDRESS_FORMS} (largesse --help shows what there is)`,
  );
};

const variable = (): string | undefined => {
  const { [STORE_VARIABLE]: address } = process.env;
  return address === '' ? undefined : address;
};
