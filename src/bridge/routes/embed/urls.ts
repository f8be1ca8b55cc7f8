import { decode, DecodeError } from '../../../schemas/decode.ts';
import { embedNames, embedWidgets, type EmbedAttributes, type EmbedName } from './widgets.ts';

/** A page of a widget, as its address names it. */
export interface NamedEmbed {
  readonly name: EmbedName;
  readonly attributes: EmbedAttributes;
}

/** The addresses of widgets' pages at a bridge that the world reaches at `publicUrl`. */
export function embedUrls(publicUrl: string) {
  const page = (name: EmbedName, attributes: EmbedAttributes): string => {
    const given = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const query = new URLSearchParams(given).toString();
    return `${publicUrl}/embed/${name}${query === '' ? '' : `?${query}`}`;
  };
  return {
    page,
    /** Where oEmbed describes a page. */
    description: (name: EmbedName, attributes: EmbedAttributes): string =>
      `${publicUrl}/oembed?${new URLSearchParams({ url: page(name, attributes), format: 'json' }).toString()}`,
    /** @returns undefined for an address of something else */
    read: (address: string): NamedEmbed | undefined => {
      if (!URL.canParse(address)) return undefined;
      const { origin, pathname, searchParams } = new URL(address);
      const name = embedNames.find((each) => new URL(`${publicUrl}/embed/${each}`).href === origin + pathname);
      return name && readAttributes(name, searchParams);
    },
  };
}

function readAttributes(name: EmbedName, query: URLSearchParams): NamedEmbed | undefined {
  // As Hono reads a query: of a parameter that comes twice, the first counts.
  const given = Object.fromEntries([...query].toReversed());
  try {
    return { name, attributes: decode(embedWidgets[name].parameters, given, 'the address') };
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
