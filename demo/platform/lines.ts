import type { DemoPerson } from './people.ts';

/** What people of each language post. One holds markup, to show that text stays text; one a link, one line breaks. */
export const lines: Readonly<Record<DemoPerson['language'], readonly string[]>> = {
  en: [
    'Good morning, everyone! ☕',
    'Has anyone tried the new leaderboard yet?',
    'Just finished my first week here. Loving it so far.',
    'Welcome to the new faces! Say hi in the thread.',
    'Does anybody have notes from yesterday’s call?',
    'I wrote up what we talked about: https://example.com/notes/community-call',
    'Three things from today:\n1. the meetup is on Friday\n2. slides are welcome\n3. so is cake',
    'Friendly reminder: <b>this is not bold</b>, and & stays an ampersand.',
    '🎉🎉🎉',
    'Can someone review my draft? It is short, promised.',
    'That fixed it, thank you so much!',
    'Who is coming to the meetup on Friday?',
    'I climbed two places since this morning. Watch out up there. 😏',
    'Quick question: do referrals count for the weekly board as well, or only for the one of all time? I brought two colleagues in and would like to know before I tell the rest of the team.',
    '+1',
    'Same here.',
    'Today I learned that a leaderboard can be a plain table. Makes sense.',
    'See you all tomorrow 👋',
  ],
  de: [
    'Guten Morgen zusammen!',
    'Hat jemand die Folien von gestern?',
    'Der Donaudampfschifffahrtsgesellschaftskapitän lässt grüßen.',
    'Läuft bei mir, danke für den Tipp! 👍',
    'Bin am Freitag dabei.',
    'Schöne Grüße aus Köln.',
  ],
  ar: [
    'صباح الخير جميعًا',
    'شكرًا على المساعدة!',
    'هل من أحد هنا جرّب الإصدار 2.0؟',
    'سأكون معكم يوم الجمعة 🎉',
    'أهلًا وسهلًا بالجدد',
  ],
};
