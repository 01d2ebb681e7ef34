package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;

/**
 * Blocks of compressed data (RFC 1951) that end at a byte boundary and refer to no data before
 * them. So any sequence of blocks is valid, and one block serves all streams, whatever they have
 * sent before. The price is the dictionary: a block of one item has no earlier items to refer to.
 *
 * <p>A stream is one gzip member (RFC 1952), since many clients end at the end of the first.
 */
final class GzipBlocks {

  /** Header of a member: method deflate, no flags, no time, unknown system. */
  static final Buffer HEADER =
      Buffer.buffer(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});

  /** An empty final block with fixed codes. */
  private static final byte[] FINAL_BLOCK = {3, 0};

  private static final byte STORED = 0; // not final, no compression; byte-aligned with its padding
  private static final int LONGEST_STORED = 0xffff;

  // As many as threads have been encoding at once: the tail and the replays. Each has 256 KB of
  // native memory, which takes longer to set up than an item to compress.
  private static final Queue<Deflater> IDLE = new ConcurrentLinkedQueue<>();

  private GzipBlocks() {}

  static Buffer compressed(Buffer plain) {
    Deflater idle = IDLE.poll();
    Deflater deflater = idle == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : idle;
    Buffer block = compressed(plain.getBytes(), deflater);
    deflater.reset(); // forgets the dictionary
    IDLE.add(deflater);
    return block;
  }

  private static Buffer compressed(byte[] plain, Deflater deflater) {
    byte[] out = new byte[plain.length / 2 + 64];
    deflater.setInput(plain);
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    while (length == out.length) { // there may be more
      out = Arrays.copyOf(out, 2 * out.length);
      length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
    }
    return Buffer.buffer(length).appendBytes(out, 0, length);
  }

  /** A few bytes that are not worth a compression, in a stored block. */
  static Buffer stored(Buffer plain) {
    int length = plain.length();
    if (length > LONGEST_STORED) {
      throw new IllegalArgumentException("longer than a stored block: " + length);
    }
    return Buffer.buffer(length + 5)
        .appendByte(STORED)
        .appendUnsignedShortLE(length)
        .appendUnsignedShortLE(~length & LONGEST_STORED)
        .appendBuffer(plain);
  }

  /** The end of a member. */
  static Buffer trailer(GzipChecksum all) {
    return Buffer.buffer(10)
        .appendBytes(FINAL_BLOCK)
        .appendIntLE(all.crc())
        .appendIntLE((int) all.length());
  }
}
