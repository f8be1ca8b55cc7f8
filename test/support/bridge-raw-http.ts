import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are, for requests that no honest client makes. Resolves when the server closes the connection. */
export async function sendRaw(port: number, request: string): Promise<RawAnswer> {
  const answer = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(port, 'localhost', () => socket.write(request));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: rest.join('\r\n\r\n') };
}

/** A GET whose path no URL parser has put in order. */
export async function getRaw(port: number, path: string): Promise<RawAnswer> {
  return sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
}

/** Sends bytes and hangs up as soon as they are out. */
export async function sendRawAndLeave(port: number, request: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, 'localhost', () => socket.write(request, () => socket.destroy()));
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
}
