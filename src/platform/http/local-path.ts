/**
 * The same text as a path of this site, or the front page when it would lead anywhere else: browsers
 * read two slashes, a backslash or a hidden line break as the start of another site.
 */
export function localPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return '/';
  const { host, pathname, search, hash } = new URL(text, 'http://here.invalid');
  // Two slashes may also come out of `/./..//`.
  return host === 'here.invalid' && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
