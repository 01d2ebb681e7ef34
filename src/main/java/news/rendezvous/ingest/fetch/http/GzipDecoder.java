package news.rendezvous.ingest.fetch.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Streaming gzip decoder (RFC 1952) with protection against decompression bombs: the limit is
 * checked every 8 KiB of output. {@code GZIPInputStream} would block for bytes, and Netty's decoder
 * inflates a whole chunk before its output can be counted.
 */
final class GzipDecoder implements ContentDecoder {

  private enum Part {
    HEADER,
    DATA,
    TRAILER,
    GARBAGE
  }

  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  // The extra field has at most 64 KiB; file name and comment are bounded by this alone.
  private static final int LONGEST_HEADER = 1 << 17;
  private static final int NEEDS_MORE = -1;
  private static final int FLAG_CRC = 1 << 1;
  private static final int FLAG_EXTRA = 1 << 2;
  private static final int FLAG_NAME = 1 << 3;
  private static final int FLAG_COMMENT = 1 << 4;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] chunk = new byte[8192];
  private Part part = Part.HEADER;
  private boolean anyMember;
  private boolean anyByte;
  private byte[] unread = {};

  @Override
  public Step feed(ByteBuffer wire, BoundedBuffer out) {
    ByteBuffer in = unreadAnd(wire);
    Step step = Step.MORE;
    int before = -1;
    while (step == Step.MORE && in.remaining() != before && in.hasRemaining()) {
      before = in.remaining();
      step = next(in, out);
    }
    unread = new byte[in.remaining()];
    in.get(unread);
    return step;
  }

  private ByteBuffer unreadAnd(ByteBuffer wire) {
    ByteBuffer in = ByteBuffer.allocate(unread.length + wire.remaining());
    return in.put(unread).put(wire).flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private Step next(ByteBuffer in, BoundedBuffer out) {
    return switch (part) {
      case HEADER -> header(in);
      case DATA -> data(in, out);
      case TRAILER -> trailer(in);
      case GARBAGE -> garbage(in);
    };
  }

  private Step header(ByteBuffer in) {
    if (!mayBeGzip(in)) {
      part = Part.GARBAGE;
      return anyMember ? Step.MORE : Step.FOREIGN;
    }
    int length = headerLength(in);
    if (length == NEEDS_MORE) {
      return in.remaining() > LONGEST_HEADER ? Step.FOREIGN : Step.MORE;
    }
    in.position(in.position() + length);
    part = Part.DATA;
    anyMember = true;
    return Step.MORE;
  }

  private static boolean mayBeGzip(ByteBuffer in) {
    int at = in.position();
    return in.get(at) == 0x1f && (in.remaining() == 1 || in.get(at + 1) == (byte) 0x8b);
  }

  // RFC 1952 section 2.3
  private static int headerLength(ByteBuffer in) {
    if (in.remaining() < HEADER_BYTES + 2) {
      return NEEDS_MORE;
    }
    int start = in.position();
    int flags = in.get(start + 3);
    int at = start + HEADER_BYTES;
    at += (flags & FLAG_EXTRA) == 0 ? 0 : 2 + (in.getShort(at) & 0xffff);
    at = (flags & FLAG_NAME) == 0 ? at : afterZero(in, at);
    at = (flags & FLAG_COMMENT) == 0 ? at : afterZero(in, at);
    at += (flags & FLAG_CRC) == 0 ? 0 : 2;
    return at > in.limit() ? NEEDS_MORE : at - start;
  }

  private static int afterZero(ByteBuffer in, int from) {
    int at = from;
    while (at < in.limit() && in.get(at) != 0) {
      at++;
    }
    return at + 1;
  }

  private Step data(ByteBuffer in, BoundedBuffer out) {
    try {
      inflater.setInput(in);
      return inflate(out);
    } catch (DataFormatException damaged) {
      // With some output before it the stream is damaged; without any it is no gzip at all.
      return anyByte ? Step.CUT_SHORT : Step.FOREIGN;
    }
  }

  private Step inflate(BoundedBuffer out) throws DataFormatException {
    int count = inflater.inflate(chunk);
    while (count > 0) {
      if (!anyByte && count > 2 && mayBeGzip(ByteBuffer.wrap(chunk)) && chunk[2] == 8) {
        return Step.NESTED;
      }
      anyByte = true;
      checksum.update(chunk, 0, count);
      if (!out.append(chunk, count)) {
        return Step.FULL;
      }
      count = inflater.inflate(chunk);
    }
    part = inflater.finished() ? Part.TRAILER : Part.DATA;
    return inflater.needsDictionary() ? Step.FOREIGN : Step.MORE;
  }

  private Step trailer(ByteBuffer in) {
    if (in.remaining() < TRAILER_BYTES) {
      return Step.MORE;
    }
    boolean whole =
        in.getInt() == (int) checksum.getValue() && in.getInt() == (int) inflater.getBytesWritten();
    inflater.reset();
    checksum.reset();
    part = Part.HEADER;
    return whole ? Step.MORE : Step.CUT_SHORT;
  }

  // gzip(1) ignores trailing garbage after the last member.
  private static Step garbage(ByteBuffer in) {
    in.position(in.limit());
    return Step.MORE;
  }

  @Override
  public Step end() {
    boolean between = part == Part.HEADER && (anyMember || unread.length == 0);
    return between || part == Part.GARBAGE ? Step.MORE : Step.CUT_SHORT;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
