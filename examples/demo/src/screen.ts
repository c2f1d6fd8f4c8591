import picocolors from 'picocolors';
import { type Message, summaryOf } from './message.ts';

const { isTTY, columns } = process.stdout;
// Some terminals say 0.
export const width = Math.min(columns || 100, 120);

/** Plain text where no terminal is. */
export const colors = picocolors.createColors(picocolors.isColorSupported && isTTY === true);

// Nobody reads on: `npm run demo | head`.
process.stdout.once('error', () => process.exit(1));

const roleColors: { readonly [role: string]: (text: string) => string } = {
  system: colors.dim,
  user: colors.cyan,
  assistant: colors.magenta,
  tool: colors.yellow,
};

export function title(text: string): void {
  console.log(`\n${colors.bold(text)}`);
}

export function say(text: string): void {
  console.log(`  ${text}`);
}

export function aside(text: string): void {
  console.log(colors.dim(`  ${text}`));
}

/** A line of evidence. What does not hold makes the demo fail. */
export function prove(holds: boolean, text: string): void {
  console.log(`  ${holds ? colors.green('✓') : colors.red('✗ NOT TRUE:')} ${text}`);
  if (!holds) process.exitCode = 1;
}

/** The message with that number, from 1; of a conversation longer than `mostLines` only every so many. */
export function showMessage(messages: readonly Message[], number: number, mostLines = 16): void {
  const message = messages[number - 1];
  const every = Math.ceil(messages.length / mostLines);
  if (!message || ((number - 1) % every !== 0 && number !== messages.length)) return;
  const start = `  ${String(number).padStart(String(messages.length).length + 2)} ${message.role.padEnd(9)} `;
  const color = roleColors[message.role] ?? ((text: string) => text);
  console.log(color(start) + cut(summaryOf(message), width - start.length));
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** At most that many characters, whole ones. */
export function cut(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most)];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
