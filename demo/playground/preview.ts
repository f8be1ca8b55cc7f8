import type { Choices } from './choices.ts';
import { declarationsOf, widgetsOf } from './markup.ts';

export interface PreviewPlaces {
  readonly preview: HTMLElement;
  /** Where the look is linked. */
  readonly look: HTMLLinkElement;
}

/** Makes the page and the widgets on it be what the choices say. */
export function showPreview({ preview, look }: PreviewPlaces, choices: Choices): void {
  document.documentElement.dataset['theme'] = choices.theme;
  showLook(look, choices.look);
  for (const { tag, attributes } of widgetsOf(choices)) {
    const widget = preview.querySelector<HTMLElement>(tag);
    if (!widget) continue;
    for (const [name, value] of Object.entries(attributes)) setAttribute(widget, name, value);
    // Set from script, so that it also works under a policy without inline styles.
    for (const [property, value] of Object.entries(declarationsOf(choices))) setStyle(widget, property, value);
  }
}

function showLook(link: HTMLLinkElement, look: Choices['look']): void {
  const href = `/looks/${look}.css`;
  link.disabled = look === 'default';
  if (look !== 'default' && link.getAttribute('href') !== href) link.setAttribute('href', href);
}

function setAttribute(widget: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) widget.removeAttribute(name);
  else if (widget.getAttribute(name) !== value) widget.setAttribute(name, value);
}

function setStyle(widget: HTMLElement, property: string, value: string | undefined): void {
  if (value === undefined) widget.style.removeProperty(property);
  else widget.style.setProperty(property, value);
}
