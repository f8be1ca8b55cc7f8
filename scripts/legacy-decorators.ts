import type { PropertyDeclaration, ReactiveElement } from 'lit';

/**
 * Stands in for `lit/decorators.js` in what pages load by a script tag: the same decorator for the legacy kind alone. Lit's
 * also holds the code for the standard kind, which this project can't use yet (docs/decisions/0001).
 */
export function property(options?: PropertyDeclaration) {
  return (prototype: ReactiveElement, name: PropertyKey): PropertyDescriptor | undefined => {
    const isAccessor = Object.hasOwn(prototype, name);
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
    // TypeScript's helper would put the accessor as written over the one that was just made of it.
    return isAccessor ? Object.getOwnPropertyDescriptor(prototype, name) : undefined;
  };
}
