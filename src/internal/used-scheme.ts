/** The color scheme an element has at this moment; a page that says nothing of it is light. */
export function usedScheme(element: Element): 'light' | 'dark' {
  const { colorScheme } = getComputedStyle(element);
  if (!colorScheme.includes('dark')) return 'light';
  const isDark = !colorScheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches;
  return isDark ? 'dark' : 'light';
}
