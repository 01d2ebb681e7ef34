package news.rendezvous.ingest.fetch.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Streaming decoder of a content coding (RFC 9110 section 8.4). */
interface ContentDecoder extends AutoCloseable {

  /** State of the decoder after a chunk. */
  enum Step {
    MORE,
    /** The output buffer is full. */
    FULL,
    /** The coding ended early, or its checksum is wrong. */
    CUT_SHORT,
    /** The bytes are not in the coding that Content-Encoding names. */
    FOREIGN,
    /** The decoded bytes are coded once more. */
    NESTED
  }

  /** Decodes all of {@code wire}, unless it ends in another step than {@link Step#MORE}. */
  Step feed(ByteBuffer wire, BoundedBuffer out);

  /** The end of the body; {@link Step#MORE} if it is complete. */
  Step end();

  /** Frees native memory. */
  @Override
  void close();

  final class BoundedBuffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long limit;

    BoundedBuffer(long limit) {
      this.limit = limit;
    }

    /** Appends up to the limit; false if that was not all. */
    boolean append(byte[] from, int length) {
      int taken = (int) Math.min(length, limit - bytes.size());
      bytes.write(from, 0, taken);
      return taken == length;
    }

    int size() {
      return bytes.size();
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }

  final class Identity implements ContentDecoder {

    @Override
    public Step feed(ByteBuffer wire, BoundedBuffer out) {
      byte[] bytes = new byte[wire.remaining()];
      wire.get(bytes);
      return out.append(bytes, bytes.length) ? Step.MORE : Step.FULL;
    }

    @Override
    public Step end() {
      return Step.MORE;
    }

    @Override
    public void close() {}
  }
}
