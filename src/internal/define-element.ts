/**
 * Registers an element, once a tag: where the tag is taken, by another copy of this package for instance, the first
 * one stays and the console says what was ignored. Without a registry, as on a server, nothing happens.
 */
export function defineElement(
  tag: string,
  elementClass: CustomElementConstructor,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  if (!registry) return;
  const defined = registry.get(tag);
  if (!defined) registry.define(tag, unregistered(elementClass, registry));
  else if (!isSameOrDerived(defined, elementClass)) {
    console.info(
      `returning-widgets: <${tag}> is already defined by something else on this page; this copy is ignored.`,
    );
  }
}

/** A registry takes a class once only, so a second tag gets a class of its own. */
function unregistered(
  elementClass: CustomElementConstructor,
  registry: CustomElementRegistry,
): CustomElementConstructor {
  return registry.getName(elementClass) === null ? elementClass : class extends elementClass {};
}

function isSameOrDerived(defined: CustomElementConstructor, elementClass: CustomElementConstructor): boolean {
  return defined === elementClass || defined.prototype instanceof elementClass;
}
