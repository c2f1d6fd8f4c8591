import fc from 'fast-check';

/** Ids that look like something else: keys, paths, patterns, operators, names that systems reserve. */
const lookalikes = [
  ...[
    '',
    '!',
    '!!',
    '_',
    '__',
    '_a',
    'A',
    'a',
    '!41',
    '!u0041',
    '!u',
    '%',
    '%41',
    '.',
    '..',
    '...',
    '~',
    '-',
    '--',
    ' ',
  ],
  ...['u', 'u.', 'u.x', 'u.x/a.y', 'a.y/c/s', 'u/a.y/c/s', '/', '//', '\\', '../..', './a', 'a/', 'a.', 'a_b', 'a__b'],
  ...['*', '?', '[a]', '{a}', '**', '$where', '$ne', '__proto__', 'constructor', 'toString', 'CON', 'nul', 'aux.txt'],
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    '\x1b[0m',
    '\x7f',
    '\u0080',
    '\u00ff',
    '\u0100',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\uffff',
  ],
  ...['é', 'e\u0301', 'Å', '\u212b', 'ﬁ', 'fi', 'ß', 'SS', 'ı', 'i', 'İ', 'I', 'K', '\u212a', 'ſ', 's', 'ÿ', 'Ÿ'],
  ...['\ud800', '\udc00', '\udc00\ud800', '\ud83d', '😀', 'x'.repeat(512), '\u20ac'.repeat(170), 'A'.repeat(512)],
];

const pieces = fc.oneof(
  fc.constantFrom(...lookalikes.filter((id) => id.length < 20)),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
);

/** Any text of at most 512 bytes. */
export const hostileIds = fc.oneof(
  fc.constantFrom(...lookalikes),
  fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'aAbB_!.u/%0'), maxLength: 5 }),
);
