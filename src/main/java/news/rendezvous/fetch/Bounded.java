package news.rendezvous.fetch;

import java.io.ByteArrayOutputStream;

/** Bytes up to a limit. */
final class Bounded {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long limit;

  Bounded(long limit) {
    this.limit = limit;
  }

  /** Takes what there is room for; false where that was not all. */
  boolean take(byte[] from, int length) {
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
