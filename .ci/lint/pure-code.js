/** What the language itself has and what gives the same answer each time and everywhere. */
const PURE = new Set(
  `Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error Float64Array Infinity
  Int32Array Iterator JSON Map Math NaN Number Object Promise RangeError RegExp Set String Symbol
  TypeError Uint8Array Uint32Array WeakMap WeakSet decodeURIComponent encodeURIComponent undefined`.split(
    /\s+/,
  ),
);

/** Types that stand for a clock, a source of random numbers or the machine. */
const IMPURE_TYPES = new Set([
  'Date',
  'DateConstructor',
  'Crypto',
  'Intl',
  'NodeJS',
  'Performance',
]);

/** Members through which code gets at the language of the machine, or round this rule. */
const IMPURE_MEMBERS = /^(?:localeCompare|toLocale\w*|constructor)$/;

/**
 * Refuses every global that is not known to be pure: clocks, random numbers, timers, the process,
 * the console, the network, the global object itself. What is imported is not its affair.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const pureCode = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const report = (node, what) =>
      context.report({
        node,
        message: `${what}: core and domain are pure; time, ids and the like arrive in the command.`,
      });
    const checkMember = (key, computed) => {
      const name = key.type === 'Literal' ? key.value : computed ? '' : key.name;
      if (IMPURE_MEMBERS.test(String(name))) report(key, `.${String(name)}`);
    };
    const checkReference = ({ identifier, isValueReference = true }) => {
      const { name } = identifier;
      if (isValueReference ? !PURE.has(name) : IMPURE_TYPES.has(name)) report(identifier, name);
      else if (isValueReference && name === 'Math' && !isPureMath(identifier))
        report(identifier, 'Math.random, or Math other than as Math.name');
    };
    return {
      'Program:exit': () => {
        const { globalScope } = context.sourceCode.scopeManager;
        const builtIn = globalScope.variables.filter(({ defs }) => defs.length === 0);
        const references = builtIn.flatMap((variable) => variable.references);
        [...globalScope.through, ...references].forEach(checkReference);
      },
      'MetaProperty[meta.name="import"]': (node) => report(node, 'import.meta'),
      MemberExpression: ({ property, computed }) => checkMember(property, computed),
      'ObjectPattern > Property': ({ key, computed }) => checkMember(key, computed),
    };
  },
};

const isPureMath = ({ parent }) =>
  parent.type === 'MemberExpression' && !parent.computed && parent.property.name !== 'random';
