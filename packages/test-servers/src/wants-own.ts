/** Whether a test asks for a server of its own: by `own`, or by any option that a server which somebody else runs cannot have. */
export function wantsOwn({ own, ...others }: { readonly own?: boolean; readonly [option: string]: unknown }): boolean {
  return own === true || Object.values(others).some((value) => value !== undefined && value !== false);
}
