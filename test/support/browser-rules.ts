/**
 * Lets the rules an element's sheets have for another browser, or for another user, count here and now: those of each
 * `@media` and `@supports` whose condition contains these words. Throws where there are none.
 */
export function applyRules(element: Element, condition: string): void {
  const root = element.shadowRoot;
  const rules = [...(root?.adoptedStyleSheets ?? [])].flatMap(({ cssRules }) => [...cssRules]);
  const wanted = rules.filter((rule): rule is CSSConditionRule => {
    return rule instanceof CSSConditionRule && rule.conditionText.includes(condition);
  });
  if (!root || wanted.length === 0) throw new Error(`No rules depend on "${condition}".`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(wanted.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join(''));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
