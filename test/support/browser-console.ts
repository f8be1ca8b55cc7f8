/**
 * Fails every test of the importing file that leaves a warning or an error in the console, but for what the widgets tell
 * whoever builds a page. Import it first, for its effect.
 */
let messages: string[] = [];

for (const level of ['warn', 'error'] as const) {
  const original = console[level].bind(console);
  console[level] = (...values: unknown[]) => {
    const message = values.map(String).join(' ');
    if (!message.startsWith('returning-widgets: ')) messages.push(`console.${level}: ${message}`);
    original(...values);
  };
}

afterEach(() => {
  const unexpected = messages;
  messages = [];
  if (unexpected.length > 0) throw new Error(`Unexpected in the console:\n${unexpected.join('\n')}`);
});
