/**
 * The color scheme an element has at this moment, whatever decided it: no API tells that, but a color that has one value
 * for each does. The sheet with the tokens gives every widget one, as `column-rule-color`, which paints nothing there.
 */
export function usedScheme(widget: Element): 'light' | 'dark' {
  return getComputedStyle(widget).columnRuleColor === 'rgb(0, 0, 0)' ? 'dark' : 'light';
}
