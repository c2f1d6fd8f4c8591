const backendNames = ['file', 'memory', 'redis', 'mongo', 'dynamo', 's3'] as const;

export type BackendName = (typeof backendNames)[number];

/** Accepts a name from outside. Any other text is an error that lists the names. */
export function backendName(text: string): BackendName {
  const name = backendNames.find((known) => known === text);
  if (name === undefined) throw new Error(`there is no driver "${text}": take one of ${backendNames.join(', ')}`);
  return name;
}
