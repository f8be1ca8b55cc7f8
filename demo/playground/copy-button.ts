export interface CopyButtonParts {
  readonly button: HTMLElement;
  readonly source: HTMLElement;
  /** Where the outcome is told. */
  readonly status: HTMLElement;
}

/** Copies the source's text; where a page may not write to the clipboard, selects it instead. */
export function wireCopyButton({ button, source, status }: CopyButtonParts): void {
  button.addEventListener('click', () => {
    void copy(source).then((outcome) => {
      status.textContent = outcome;
    });
  });
}

async function copy(source: HTMLElement): Promise<string> {
  try {
    // Without https there is no `clipboard` at all, except on localhost.
    await navigator.clipboard.writeText(source.textContent);
    return 'Copied';
  } catch {
    getSelection()?.selectAllChildren(source);
    return 'Selected: copy it with the keyboard';
  }
}
