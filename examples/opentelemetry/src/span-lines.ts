import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';

/** The traces one after another, with each span below the one that it is part of. */
export function linesOf(spans: readonly ReadableSpan[], parent?: ReadableSpan): string[] {
  const children = spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent?.spanContext().spanId);
  const inTime = children.toSorted((a, b) => millisecondsOf(a.startTime) - millisecondsOf(b.startTime));
  return inTime.flatMap((span) => {
    const below = [
      ...span.events.map(({ name, attributes }) => `event ${name} ${attributes?.['agentstore.driver'] ?? ''}`),
    ];
    return [lineOf(span), ...[...below, ...linesOf(spans, span)].map((line) => `  ${line}`)];
  });
}

function lineOf({ name, status, duration, attributes }: ReadableSpan): string {
  const failed = status.code === SpanStatusCode.ERROR ? `: ${attributes['error.type']}` : '';
  return `${name}, ${millisecondsOf(duration).toFixed(1)} ms${failed}`;
}

function millisecondsOf([seconds, nanoseconds]: ReadableSpan['startTime']): number {
  return seconds * 1_000 + nanoseconds / 1e6;
}
