import type { SpanType } from './rich-text-builder.ts';

/** What is marked up by a tag, where the tree has a word for it. */
export const spanOfTag: ReadonlyMap<string, SpanType> = new Map([
  ...pairs(['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th'], 'strong' as const),
  ...pairs(['em', 'i', 'cite', 'dfn'], 'emphasis' as const),
  ...pairs(['del', 's', 'strike'], 'strike' as const),
]);

/** Tags whose content stands in lines of its own, and how many breaks are around it. */
export const breaksAroundTag: ReadonlyMap<string, number> = new Map([
  ...pairs(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ol', 'p', 'ul'], 2),
  ...pairs(['address', 'article', 'aside', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer'], 1),
  ...pairs(['form', 'header', 'hr', 'li', 'main', 'nav', 'pre', 'section', 'summary', 'table', 'tr'], 1),
]);

/** Tags that are read to their end as one piece. */
export const wholeTags: ReadonlySet<string> = new Set(['a', 'code', 'kbd', 'pre', 'samp', 'tt']);

/** What is in these tags is said to machines, and dropped. */
export const hiddenTags: ReadonlySet<string> = new Set(['script', 'style']);

/** Tags without a meaning here, whose content counts. What is in no list here is no tag to us: "Array<string>". */
export const plainTags: ReadonlySet<string> = new Set(
  'abbr acronym applet area audio base bdi bdo big body br button canvas caption center col colgroup data datalist embed '
    .concat(
      'fieldset font frame frameset head html iframe img input ins label legend link map mark marquee math menu meta ',
      'meter noscript object optgroup option output param picture progress q rp rt ruby search select slot small ',
      'source span sub sup svg tbody td template textarea tfoot thead time title track u var video wbr',
    )
    .split(' '),
);

function pairs<Value>(keys: readonly string[], value: Value): [string, Value][] {
  return keys.map((key) => [key, value]);
}
