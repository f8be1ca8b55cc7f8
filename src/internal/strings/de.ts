import type { Strings } from './strings.ts';

const plural = new Intl.PluralRules('de');

function places(count: number, formatted: string): string {
  return `${formatted} ${plural.select(count) === 'one' ? 'Platz' : 'Plätze'}`;
}

function messages(count: number, formatted: string): string {
  return `${formatted} neue ${plural.select(count) === 'one' ? 'Nachricht' : 'Nachrichten'}`;
}

export const de: Strings = {
  language: 'de',
  direction: 'ltr',

  loading: 'Wird geladen …',
  retry: 'Erneut versuchen',
  show: (heading) => `Anzeigen: ${heading}`,
  notConfigured: (missing) => `Noch nicht eingerichtet. Es fehlt: ${missing.join(', ')}.`,
  errors: {
    'not-configured': 'Das ist noch nicht eingerichtet.',
    'unknown-community': 'Diese Community gibt es hier nicht.',
    'unknown-board': 'Diese Rangliste gibt es nicht.',
    'unknown-channel': 'Diesen Kanal gibt es nicht.',
    'origin-not-allowed': 'Diese Seite darf den Inhalt nicht zeigen.',
    'unknown-member': 'Dieses Mitglied ist hier nicht bekannt.',
    'token-required': 'Bitte melde dich an, um das zu sehen.',
    'token-expired': 'Deine Sitzung ist abgelaufen. Bitte melde dich erneut an.',
    'token-invalid': 'Deine Sitzung ist ungültig. Bitte melde dich erneut an.',
    'rate-limited': 'Zu viele Anfragen. Bitte warte einen Moment.',
    offline: 'Du bist offline.',
    timeout: 'Die Antwort hat zu lange gedauert.',
    malformed: 'Die Antwort war nicht lesbar.',
    'version-mismatch': 'Diese Seite braucht eine Aktualisierung, um den Inhalt zu zeigen.',
    'csp-blocked': 'Diese Seite blockiert die Verbindung.',
    'frame-silent': 'Die eingebettete Seite antwortet nicht.',
    'frame-failed': 'Die eingebettete Seite meldet einen Fehler.',
    'no-frame': 'Dieser Kanal hat keine eigene Seite.',
    server: 'Das konnte gerade nicht geladen werden.',
  },
  live: {
    connecting: 'Verbindet …',
    live: 'Live',
    reconnecting: 'Verbindet erneut …',
    stale: 'Nicht aktuell',
    offline: 'Offline',
    off: '',
  },
  staleSince: (time) => `Nicht aktuell seit ${time}`,
  offlineSince: (time) => `Offline seit ${time}`,

  leaderboard: 'Rangliste',
  emptyLeaderboard: 'Noch hat niemand Punkte.',
  rank: 'Platz',
  member: 'Mitglied',
  score: 'Stand',
  metrics: {
    points: 'Punkte',
    messages: 'Nachrichten',
    visits: 'Besuche',
    referrals: 'Empfehlungen',
    purchases: 'Käufe',
    xp: 'XP',
    coins: 'Münzen',
  },
  period: 'Zeitraum',
  periods: {
    'all-time': 'Insgesamt',
    yearly: 'Dieses Jahr',
    monthly: 'Dieser Monat',
    weekly: 'Diese Woche',
    daily: 'Heute',
  },
  boardCaption: (title, period) => `${title}, ${period}`,
  periodEnds: (when) => `Endet ${when}`,
  rankUp: (count, formatted) => `${places(count, formatted)} nach oben`,
  rankDown: (count, formatted) => `${places(count, formatted)} nach unten`,
  rankSame: 'unverändert',
  rankNew: 'neu',
  you: 'Du',
  yourRank: (_rank, formatted, total) => `Du bist auf Platz ${formatted} von ${total}`,
  skippedRanks: (count, formatted) => `${places(count, formatted)} nicht gezeigt`,

  badges: 'Abzeichen',
  emptyBadges: 'Hier gibt es noch keine Abzeichen.',
  noneEarned: 'Noch keine Abzeichen erhalten.',
  badgesOf: (name) => `Abzeichen von ${name}`,
  badgeEarned: (day) => `Erhalten am ${day}`,
  badgeLocked: 'Noch nicht erhalten',
  badgeProgress: (current, target) => `${current} von ${target}`,
  badgeAwarded: (title) => `Neues Abzeichen: ${title}`,
  earnedCount: (earned, all) => `${earned} von ${all}`,

  frames: { channel: 'Kanal', store: 'Shop', milestone: 'Meilensteine', social: 'Soziales', currency: 'Guthaben' },
  openInNewTab: 'In neuem Tab öffnen',

  messages: 'Nachrichten',
  emptyMessages: 'Noch keine Nachrichten.',
  loadEarlier: 'Frühere Nachrichten laden',
  loadEarlierFailed: 'Frühere Nachrichten konnten nicht geladen werden.',
  noEarlier: 'Keine früheren Nachrichten.',
  edited: 'bearbeitet',
  reactions: 'Reaktionen',
  reaction: (emoji, _count, formatted) => `${emoji} ${formatted}`,
  someone: 'jemand',
  replyTo: (name) => `Antwort an ${name}`,
  reply: 'Antwort',
  newMessages: messages,
  newMessagesIn: (count, formatted, channel) => `${messages(count, formatted)} in ${channel}`,
};
