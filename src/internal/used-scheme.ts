/**
 * The color scheme an element has at this moment, whatever decided it: no API tells that, but a color that has one value
 * for each does. The sheet with the tokens gives every widget one, as `column-rule-color`, which paints nothing there.
 */
export function usedScheme(widget: Element): 'light' | 'dark' {
  // There the browser decides of all colors.
  if (matchMedia('(forced-colors: active)').matches)
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return getComputedStyle(widget).columnRuleColor === 'rgb(0, 0, 0)' ? 'dark' : 'light';
}
