package news.rendezvous.fetch;

import java.nio.ByteBuffer;

/** Takes a content coding off a body while it streams. */
interface Decoder extends AutoCloseable {

  /** How far decoding has come. */
  enum Step {
    /** More may come. */
    MORE,
    /** There is no room for what was decoded. */
    FULL,
    /** The coding ended before its end, or its checksum is wrong. */
    CUT_SHORT,
    /** The bytes are not what the coding's name says. */
    FOREIGN,
    /** What was decoded is coded once more. */
    NESTED
  }

  /** Decodes all of {@code wire}, unless it ends in another step than {@link Step#MORE}. */
  Step feed(ByteBuffer wire, Bounded out);

  /** What it means that the body ends here; {@link Step#MORE} for a complete one. */
  Step end();

  /** Frees native memory. */
  @Override
  void close();

  /** No coding at all. */
  final class Identity implements Decoder {

    @Override
    public Step feed(ByteBuffer wire, Bounded out) {
      byte[] bytes = new byte[wire.remaining()];
      wire.get(bytes);
      return out.take(bytes, bytes.length) ? Step.MORE : Step.FULL;
    }

    @Override
    public Step end() {
      return Step.MORE;
    }

    @Override
    public void close() {}
  }
}
