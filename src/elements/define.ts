import './badge-shelf/define.ts';
import './channel/define.ts';
import './leaderboard/define.ts';
import './message-feed/define.ts';
