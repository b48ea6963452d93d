import { CommandFailure } from '../failure.js';
import { ADDRESS_FORMS } from './address.js';

/** The address of a store, and how it was given. */
export interface GivenStore {
  readonly address: string;
  /** The variable of the environment that holds it, where nobody typed it: messages name it then. */
  readonly variable?: string;
}

/** The variable that holds an address, so that a password need not stand on the command line. */
const STORE_VARIABLE = 'LARGESSE_STORE';

/** Typed as the address, it means the one in the variable. */
const FROM_VARIABLE = 'env';

/** The store given with `--store`, where `env` means the one in the variable. */
export const givenStore = (option: string | undefined): GivenStore | undefined => {
  if (option !== FROM_VARIABLE) return option === undefined ? undefined : { address: option };
  const store = inVariable();
  if (store === undefined) throw new CommandFailure(`--store env: ${STORE_VARIABLE} is not set`);
  return store;
};

/** The store that a command cannot do without: from `--store`, else from the variable. */
export const requiredStore = (option: string | undefined, instead = ''): GivenStore => {
  const store = givenStore(option) ?? inVariable();
  if (store !== undefined) return store;
  throw new CommandFailure(
    `name ${instead}a store, with --store or in ${STORE_VARIABLE}: ${ADDRESS_FORMS} (largesse --help shows what there is)`,
  );
};

const inVariable = (): GivenStore | undefined => {
  const { [STORE_VARIABLE]: address } = process.env;
  return address === undefined || address === ''
    ? undefined
    : { address, variable: STORE_VARIABLE };
};
