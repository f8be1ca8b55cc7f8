import { adoptStyles, type CSSResultOrNative } from 'lit';

/** Gives a shadow root its styles, whatever document it is in: a sheet is good only for the one it was made in. */
export function dress(root: ShadowRoot, styles: CSSResultOrNative[]): void {
  const { defaultView } = root.ownerDocument;
  if (root.ownerDocument === document) adoptStyles(root, styles);
  else if (defaultView) {
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(styles.map(String).join(''));
    root.adoptedStyleSheets = [sheet];
  }
}
