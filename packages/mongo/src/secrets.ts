/** The parts of a url that no error may show: what stands before the host, and the values of parameters that log in. */
export function secretsOfUrl(url: string): string[] {
  const [authority = '', query = ''] = [/^[^/]+\/\/([^/?]*)/.exec(url)?.[1], /\?(.*)$/.exec(url)?.[1]];
  const login = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  // A name alone is no secret.
  const passwords = login.includes(':') ? [login, login.slice(login.indexOf(':') + 1)] : [];
  const parameters = query.split('&').filter((parameter) => isSecret(parameter.split('=')[0] ?? ''));
  const values = parameters.map((parameter) => parameter.slice(parameter.indexOf('=') + 1));
  return withDecoded([url, ...passwords, ...values]);
}

/** Those of a client that the user made. */
export function secretsOfOptions(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]): string[] => {
    if (typeof value === 'string') return isSecret(name) ? withDecoded([value]) : [];
    return /^(credentials|mechanismProperties)$/.test(name) && value ? secretsOfOptions(value) : [];
  });
}

function isSecret(name: string): boolean {
  return /password|passphrase|token|secret|authMechanismProperties/i.test(name);
}

/** As they are written in a url, and as they are. */
function withDecoded(texts: readonly string[]): string[] {
  const all = texts.flatMap((text) => {
    try {
      return [text, decodeURIComponent(text)];
    } catch {
      return [text];
    }
  });
  // The longest first: what is a part of another one would leave the rest of it.
  return [...new Set(all)].filter((text) => text !== '').sort((one, other) => other.length - one.length);
}
