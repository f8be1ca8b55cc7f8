import type { Strings } from './strings.ts';

type Forms = Readonly<Record<Intl.LDMLPluralRule, (formatted: string) => string>>;

const plural = new Intl.PluralRules('ar');

const placeForms: Forms = {
  zero: () => 'لا مراكز',
  one: () => 'مركز واحد',
  two: () => 'مركزان',
  few: (formatted) => `${formatted} مراكز`,
  many: (formatted) => `${formatted} مركزًا`,
  other: (formatted) => `${formatted} مركز`,
};

const messageForms: Forms = {
  zero: () => 'لا رسائل جديدة',
  one: () => 'رسالة جديدة واحدة',
  two: () => 'رسالتان جديدتان',
  few: (formatted) => `${formatted} رسائل جديدة`,
  many: (formatted) => `${formatted} رسالة جديدة`,
  other: (formatted) => `${formatted} رسالة جديدة`,
};

function places(count: number, formatted: string): string {
  return placeForms[plural.select(count)](formatted);
}

function messages(count: number, formatted: string): string {
  return messageForms[plural.select(count)](formatted);
}

export const ar: Strings = {
  language: 'ar',
  direction: 'rtl',

  loading: 'جارٍ التحميل…',
  retry: 'أعد المحاولة',
  show: (heading) => `عرض: ${heading}`,
  notConfigured: (missing) => `لم يُضبط بعد. الناقص: ${missing.join('، ')}.`,
  errors: {
    'not-configured': 'لم يُضبط هذا بعد.',
    'unknown-community': 'هذا المجتمع غير موجود هنا.',
    'unknown-board': 'لوحة الصدارة هذه غير موجودة.',
    'unknown-channel': 'هذه القناة غير موجودة.',
    'origin-not-allowed': 'لا يُسمح لهذه الصفحة بعرض هذا المحتوى.',
    'unknown-member': 'هذا العضو غير معروف هنا.',
    'token-required': 'يرجى تسجيل الدخول لعرض هذا المحتوى.',
    'token-expired': 'انتهت جلستك. يرجى تسجيل الدخول من جديد.',
    'token-invalid': 'جلستك غير صالحة. يرجى تسجيل الدخول من جديد.',
    'rate-limited': 'طلبات كثيرة جدًا. يرجى الانتظار قليلًا.',
    offline: 'أنت غير متصل بالإنترنت.',
    timeout: 'تأخر الرد أكثر من اللازم.',
    malformed: 'تعذرت قراءة الرد.',
    'version-mismatch': 'تحتاج هذه الصفحة إلى تحديث لعرض هذا المحتوى.',
    'csp-blocked': 'هذه الصفحة تمنع الاتصال.',
    'frame-silent': 'الصفحة المضمنة لا تستجيب.',
    'frame-failed': 'أبلغت الصفحة المضمنة عن خطأ.',
    'no-frame': 'ليس لهذه القناة صفحة خاصة بها.',
    server: 'تعذر التحميل الآن.',
  },
  live: {
    connecting: 'جارٍ الاتصال…',
    live: 'مباشر',
    reconnecting: 'جارٍ إعادة الاتصال…',
    stale: 'غير محدَّث',
    offline: 'غير متصل',
    off: '',
  },
  staleSince: (time) => `غير محدَّث منذ ${time}`,
  offlineSince: (time) => `غير متصل منذ ${time}`,

  leaderboard: 'لوحة الصدارة',
  emptyLeaderboard: 'لا نقاط لأحد بعد.',
  rank: 'المركز',
  member: 'العضو',
  score: 'الرصيد',
  metrics: {
    points: 'النقاط',
    messages: 'الرسائل',
    visits: 'الزيارات',
    referrals: 'الإحالات',
    purchases: 'المشتريات',
    xp: 'نقاط الخبرة',
    coins: 'العملات',
  },
  period: 'الفترة',
  periods: {
    'all-time': 'كل الأوقات',
    yearly: 'هذا العام',
    monthly: 'هذا الشهر',
    weekly: 'هذا الأسبوع',
    daily: 'اليوم',
  },
  boardCaption: (title, period) => `${title}، ${period}`,
  periodEnds: (when) => `ينتهي ${when}`,
  rankUp: (count, formatted) => `صعود ${places(count, formatted)}`,
  rankDown: (count, formatted) => `هبوط ${places(count, formatted)}`,
  rankSame: 'بلا تغيير',
  rankNew: 'جديد',
  you: 'أنت',
  yourRank: (_rank, formatted, total) => `مركزك ${formatted} من ${total}`,
  skippedRanks: (count, formatted) => `غير معروض: ${places(count, formatted)}`,

  badges: 'الأوسمة',
  emptyBadges: 'لا توجد أوسمة هنا بعد.',
  noneEarned: 'لم يُمنح أي وسام بعد.',
  badgesOf: (name) => `أوسمة ${name}`,
  badgeEarned: (day) => `مُنح في ${day}`,
  badgeLocked: 'لم يُمنح بعد',
  badgeProgress: (current, target) => `${current} من ${target}`,
  badgeAwarded: (title) => `وسام جديد: ${title}`,
  earnedCount: (earned, all) => `${earned} من ${all}`,

  frames: {
    channel: 'القناة',
    store: 'المتجر',
    milestone: 'الإنجازات',
    social: 'التواصل الاجتماعي',
    currency: 'الرصيد',
  },
  openInNewTab: 'افتح في علامة تبويب جديدة',

  messages: 'الرسائل',
  emptyMessages: 'لا رسائل بعد.',
  loadEarlier: 'تحميل رسائل أقدم',
  loadEarlierFailed: 'تعذر تحميل الرسائل الأقدم.',
  noEarlier: 'لا رسائل أقدم.',
  edited: 'معدَّلة',
  reactions: 'التفاعلات',
  reaction: (emoji, _count, formatted) => `${emoji} ${formatted}`,
  someone: 'شخص ما',
  replyTo: (name) => `رد على ${name}`,
  reply: 'رد',
  newMessages: messages,
  newMessagesIn: (count, formatted, channel) => `${messages(count, formatted)} في ${channel}`,
};
