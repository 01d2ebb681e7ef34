package news.rendezvous.serve;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import news.rendezvous.web.HttpDate;
import org.jspecify.annotations.Nullable;

/** Status line and headers as the HTTP server wrote them once, with the date of now. */
final class DatedHead {

  private static final String BEFORE = "\r\n" + HttpDate.HEADER + ": ";

  private final byte[] written;
  private final int place;
  private final HttpDate date;
  private volatile @Nullable Dated latest;

  private DatedHead(byte[] written, int place, HttpDate date) {
    this.written = written;
    this.place = place;
    this.date = date;
  }

  private record Dated(HttpDate.Second second, byte[] head) {}

  /** The head; empty where it has no date. */
  static Optional<DatedHead> of(byte[] written, HttpDate date) {
    int line = new String(written, StandardCharsets.ISO_8859_1).indexOf(BEFORE);
    return line < 0
        ? Optional.empty()
        : Optional.of(new DatedHead(written, line + BEFORE.length(), date));
  }

  /** Its bytes, not to be changed: they are those of everybody who asks in this second. */
  byte[] bytes() {
    HttpDate.Second now = date.now();
    Dated dated = latest;
    if (dated == null || !dated.second().equals(now)) {
      dated = new Dated(now, dated(now));
      latest = dated;
    }
    return dated.head();
  }

  private byte[] dated(HttpDate.Second second) {
    byte[] head = written.clone();
    byte[] text = second.text().getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, head, place, text.length);
    return head;
  }
}
