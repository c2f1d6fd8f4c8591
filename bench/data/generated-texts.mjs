const words =
  'the agent opens file and reads error from line test fails because value is not what it expects so change this return ' +
  'const await import "quoted" path/to/module.ts {"key": [1, 2.5]} naïve Zürich 你好 done';

/** Sentences with the signs that agents write, lines and quotes among them; the same ones in every run. */
export function generatedTexts(length, count = 1_000) {
  const random = randomNumbers(1);
  const from = words.split(' ');
  return Array.from({ length: count }, () => {
    let text = '';
    while (text.length < length) text += `${from[Math.floor(random() * from.length)]}${random() < 0.06 ? '\n' : ' '}`;
    return text.trimEnd();
  });
}

/** Park and Miller's: at least 0, below 1. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
