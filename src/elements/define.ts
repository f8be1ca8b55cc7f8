import './leaderboard/define.ts';
import './message-feed/define.ts';
