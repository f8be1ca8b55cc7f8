import { webAddress } from '../client/web-address.ts';
import type { Member } from '../schemas/member.ts';
import { warnOnce } from './warn-once.ts';

/**
 * Where a member's page is. @param template an address with `{id}` or `{name}` in it, relative to the page if need be
 * @returns undefined without a template, and for one that is no web address
 */
export function memberUrl(template: string | null, { id, name }: Member): string | undefined {
  if (!template) return undefined;
  const text = template.replaceAll('{id}', encodeURIComponent(id)).replaceAll('{name}', encodeURIComponent(name));
  const address = webAddress(text);
  if (!address) warnOnce(`member-url="${template}" is no web address.`);
  return address;
}
