/** An address on the web, relative to the base if need be: by default the page's. @returns it in full, undefined for what is none */
export function webAddress(text: string, base = document.baseURI): string | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
