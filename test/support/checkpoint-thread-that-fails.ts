import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('ready');
setImmediate(() => {
  throw new Error('It fell over.');
});
