import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicEntries } from './public-entries.mjs';
import { root } from './root.mjs';

/**
 * Each published package's README has a table of options, `| option | ...`, which names exactly the fields of a type: of
 * the only exported one whose name ends in Config, or else in Options; or of that which the table's head names,
 * `` | option of `ChainConfig` | ... ``.
 */
export const documentedOptionsCheck = {
  name: 'options in the documents',
  run: async () => {
    const entries = publicEntries();
    const fieldsIn = await exportedFields(entries.map(({ file }) => file));
    const problems = [...new Set(entries.map(({ folder }) => folder))].flatMap((folder) => {
      const files = entries.filter((entry) => entry.folder === folder).map(({ file }) => file);
      return problemsOf(`${folder}/README.md`, fieldsIn(files));
    });
    return { ok: problems.length === 0, output: problems.join('\n') };
  },
};

/** @param {Map<string, string[]>} types the fields of each type that the package exports */
function problemsOf(document, types) {
  const tables = optionTables(readFileSync(join(root, document), 'utf8'));
  if (tables.length === 0) return [`${document}: there is no table of options`];
  return tables.flatMap(({ typeName, options }) => {
    const names = [...types.keys()];
    const endingIn = (end) => names.filter((name) => name.endsWith(end));
    const named = typeName ? names.filter((name) => name === typeName) : endingIn('Config');
    const [type, another] = named.length > 0 || typeName ? named : endingIn('Options');
    if (!type || another) return [`${document}: whose options are these? ${typeName ?? names.join(', ')}`];
    const missing = types.get(type).filter((field) => !options.includes(field));
    const foreign = options.filter((option) => !types.get(type).includes(option));
    return [
      ...missing.map((field) => `${document}: ${type} has ${field} as well`),
      ...foreign.map((option) => `${document}: ${type} has no ${option}`),
    ];
  });
}

function optionTables(text) {
  const tables = text.matchAll(/^\| option(?: of `(\w+)`)? \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/gm);
  return [...tables].map(([, typeName, rows]) => ({
    typeName,
    options: rows.split('\n').flatMap((row) => [...row.split(' | ')[0].matchAll(/`(\w+)`/g)].map(([, name]) => name)),
  }));
}

async function exportedFields(files) {
  // Not before the setup has installed it.
  const { default: ts } = await import('typescript');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.docs.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const fieldsOf = (type) => {
    // Of one that is either this or that, the fields of both.
    const properties = (type.isUnion() ? type.types : [type]).flatMap((one) => checker.getPropertiesOfType(one));
    return [...new Set(properties.map(({ name }) => name))];
  };
  const exportsOf = (file) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  return (some) =>
    new Map(some.flatMap(exportsOf).map((type) => [type.name, fieldsOf(checker.getDeclaredTypeOfSymbol(type))]));
}
