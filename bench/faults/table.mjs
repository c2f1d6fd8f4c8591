const titles = [
  'fault',
  'befalls',
  'sent',
  'acknowledged',
  'read back',
  'doubled',
  'lost',
  'longest pause, ms',
  'all agree after, ms',
  'failed calls',
  'older reads',
];

/**
 * The rows of one chain.
 *
 * @param {readonly { fault: string, driver: string, unfit: string | null, outcome: object | null }[]} rows `unfit`: why it does
 *   not apply
 */
export function tableOf(rows) {
  const lines = rows.map(({ fault, driver, unfit, outcome }) => {
    const words = unfit === null ? 'could not be run' : `does not apply: ${unfit}`;
    if (!outcome) return [fault, driver, words, ...titles.slice(3).map(() => '')];
    return [fault, driver, ...cellsOf(outcome)];
  });
  const rule = titles.map((_, at) => (at < 2 ? '---' : '---:'));
  return [titles, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(outcome) {
  const { sent, acknowledged, readBack, doubled, lost, longestPauseMs, agreedAfterMs, failedCalls, olderReads } =
    outcome;
  const agreed = agreedAfterMs === null ? 'never' : Math.round(agreedAfterMs);
  return [
    sent,
    acknowledged,
    readBack,
    doubled,
    lost,
    Math.round(longestPauseMs),
    agreed,
    failedCalls.length,
    olderReads,
  ];
}
