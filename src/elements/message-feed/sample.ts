import type { Message, MessagePage } from '../../schemas/messages.ts';
import type { RichText } from '../../schemas/rich-text.ts';

const MINUTE_MS = 60_000;

type Said = readonly [minutesAgo: number, author: string, body: string | RichText, more?: Partial<Message>];

const said: readonly Said[] = [
  [1630, 'Priya Raman', 'Welcome to everyone who joined this week! Say hello and tell us what you are building. 👋'],
  [1612, 'Mateo Álvarez', '¡Hola a todos! Vengo de Valencia, y hago juegos pequeños para el navegador.'],
  [1611, 'Mateo Álvarez', 'El primero sale en enero 🎲', { reactions: [{ emoji: '🎉', count: 14 }] }],
  [1540, 'ليلى حداد', 'مرحبًا! أصمم خرائط تفاعلية للمدن القديمة.', { reactions: [{ emoji: '❤️', count: 6 }] }],
  [
    190,
    'Jonas Weber',
    [
      { type: 'text', text: 'Is there a way to show only ' },
      { type: 'strong', children: [{ type: 'text', text: 'this week' }] },
      { type: 'text', text: ' on the leaderboard?' },
    ],
  ],
  [
    184,
    'Priya Raman',
    [
      { type: 'mention', name: 'Jonas Weber' },
      { type: 'text', text: ' yes, say which period:' },
      { type: 'code', text: '<returning-leaderboard\n  board="top"\n  period="weekly">' },
    ],
    { replyTo: 'sample-4', reactions: [{ emoji: '🙏', count: 3 }], editedAt: new Date(0).toISOString() },
  ],
  [
    46,
    '山田 葵',
    '新しいバッジ、とても気に入りました！',
    {
      reactions: [
        { emoji: '✨', count: 9 },
        { emoji: '👍', count: 2 },
      ],
    },
  ],
  [45, '山田 葵', '🏅🏅🏅'],
  [
    7,
    'Zoë Müller-Lüdenscheidt',
    [
      { type: 'text', text: 'The notes of last night’s call are here: ' },
      { type: 'link', url: 'https://example.com/notes', text: 'Community call, notes' },
    ],
  ],
  [
    2,
    'Mateo Álvarez',
    'Thank you! See you all on Thursday.',
    { replyTo: 'sample-8', reactions: [{ emoji: '🙌', count: 5 }] },
  ],
];

/** A believable channel, as of now. */
export function sample(): MessagePage {
  const now = Date.now();
  const messages = said.map(([minutesAgo, author, body, more], index): Message => {
    const sentAt = new Date(now - minutesAgo * MINUTE_MS).toISOString();
    return {
      id: `sample-${index}`,
      author: { id: author, name: author, avatar: null },
      sentAt,
      replyTo: null,
      body: typeof body === 'string' ? [{ type: 'text', text: body }] : body,
      reactions: [],
      ...more,
      editedAt: more?.editedAt ? sentAt : null,
    };
  });
  const channel = { id: 'sample', name: 'General' };
  return { channel, messages: messages.toReversed(), nextBefore: null, cursor: 'sample.1' };
}
