import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** Numbers on the wire. Source: RFC 5246, sections 6.2.1 (records) and 7.4 (messages of the handshake). */
const handshakeRecord = 22;
const certificateRequestMessage = 13;
const recordHeader = 5;
const messageHeader = 4;

/**
 * Watches a handshake of TLS 1.2 or older, of which the server's first messages are in clear, for a request for a client certificate:
 * Node does not tell of one.
 * @param socket - The connection below TLS.
 * @returns What to speak TLS over, and whether a certificate was asked for so far.
 */
export function recordsAsked(socket: Socket): { readonly socket: Duplex; asked(): boolean } {
  const heard: Buffer[] = [];
  const watched = new Duplex({
    read: () => socket.resume(),
    write: (part: Buffer, _encoding, done) => socket.write(part, done),
    final: (done) => socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on("data", (part: Buffer) => {
    heard.push(part);
    if (!watched.push(part)) {
      socket.pause();
    }
  });
  socket.on("end", () => watched.push(null));
  socket.on("error", (error) => watched.destroy(error));
  return { socket: watched, asked: () => asksForCertificate(Buffer.concat(heard)) };
}

/**
 * Whether a server's side of a handshake has a request for a client certificate.
 * @param bytes - What the server sent, from its first byte.
 */
export function asksForCertificate(bytes: Buffer): boolean {
  const messages = handshakeMessages(bytes);
  let at = 0;
  while (at + messageHeader <= messages.length) {
    if (messages[at] === certificateRequestMessage) {
      return true;
    }
    at += messageHeader + messages.readUIntBE(at + 1, 3);
  }
  return false;
}

/** The messages in clear: the records of the handshake before the first of another kind. */
function handshakeMessages(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + recordHeader <= bytes.length && bytes[at] === handshakeRecord) {
    const length = bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + recordHeader, at + recordHeader + length));
    at += recordHeader + length;
  }
  return Buffer.concat(parts);
}
