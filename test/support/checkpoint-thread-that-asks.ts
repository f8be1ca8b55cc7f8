import { parentPort } from 'node:worker_threads';

// Does nothing but ask the writer to have the log begin anew, until it is to stop.
parentPort?.postMessage('ready');
const timer = setInterval(() => parentPort?.postMessage('log-is-long'), 5);
parentPort?.once('message', () => clearInterval(timer));
