import type { DriverChain, DriverStatus } from '@agentstore/core/chain';
import { createLogUpdate } from 'log-update';
import { oneLine, summaryOf } from '../message.ts';
import { colors, counted, cut, say, width } from '../screen.ts';
import type { TalkingAgent } from './talking-agent.ts';

// Some terminals say that they have no size.
const isLive = process.stdout.isTTY && process.stdout.columns > 0 && process.stdout.rows > 0;

/** In milliseconds. */
const everyMs = 50;

const stateColors = { up: colors.green, recovering: colors.yellow, down: colors.red } as const;

/**
 * A line for each driver, and one for the agent, that stay at the end of the screen and change. Where no terminal is, a line is
 * written when a driver's state changes.
 */
export class Screen {
  readonly #chain: DriverChain;
  readonly #agent: TalkingAgent;
  readonly #live = isLive ? createLogUpdate(process.stdout) : null;
  readonly #timer: NodeJS.Timeout;
  readonly #states = new Map<string, string>();
  readonly #startedAt = performance.now();

  constructor(chain: DriverChain, agent: TalkingAgent) {
    this.#chain = chain;
    this.#agent = agent;
    for (const { driver, state } of chain.status()) this.#states.set(driver, state);
    this.#timer = setInterval(() => this.#show(), everyMs);
  }

  /** A line that stays. */
  say(text: string): void {
    const line = `${this.#seconds()}  ${colors.bold(text)}`;
    if (this.#live) this.#live.persist(`  ${line}`);
    else say(line);
  }

  /** What is shown last stays. */
  end(): void {
    clearInterval(this.#timer);
    this.#live?.done();
  }

  #show(): void {
    const drivers = this.#chain.status();
    for (const status of drivers) {
      if (this.#states.get(status.driver) === status.state) continue;
      this.#states.set(status.driver, status.state);
      const line = `${this.#seconds()}  ${lineOf(status)}`;
      if (this.#live) this.#live.persist(`  ${line}`);
      else say(line);
    }
    this.#live?.(`\n${[...drivers.map(lineOf), this.#agentLine()].map((line) => `  ${line}`).join('\n')}\n`);
  }

  #agentLine(): string {
    const { sent, acknowledged, longestPauseMs, last } = this.#agent;
    const counts = `agent      ${sent.length} sent, ${acknowledged} acknowledged, longest pause ${Math.round(longestPauseMs)} ms`;
    return `${counts}  ${colors.dim(last ? cut(`${last.role}: ${summaryOf(last)}`, width - 70) : '')}`;
  }

  #seconds(): string {
    return colors.dim(`${((performance.now() - this.#startedAt) / 1_000).toFixed(1).padStart(5)} s`);
  }
}

function lineOf({ driver, state, since, pendingHints, queueLength, lastError }: DriverStatus): string {
  const seconds = ((Date.now() - since) / 1_000).toFixed(1);
  const owed = `${counted(pendingHints, 'pending hint')}, ${queueLength} queued`;
  const why = state !== 'up' && lastError ? `  ${colors.dim(cut(oneLine(reasonOf(lastError)), width - 74))}` : '';
  return `${driver.padEnd(10)} ${stateColors[state](state.padEnd(10))} for ${seconds.padStart(4)} s  ${owed}${why}`;
}

/** Without the driver, the operation and the identity. */
function reasonOf(error: Error & { readonly reason?: string }): string {
  return error.reason ?? error.message;
}
