package news.rendezvous.serve;

import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to those who ask for a document in the same words.
 *
 * @param head status line and headers
 * @param document what they tell of
 * @param whole whether it follows; the client has it already where it does not
 * @param timer of such answers
 */
record Reply(DatedHead head, Documents.Rendition document, boolean whole, Timer timer) {

  /** All of it as long as it is true and at hand; else null. */
  @Nullable ByteBuf bytes() {
    byte[] body = document.ready();
    if (body == null) {
      return null;
    }
    return whole
        ? Unpooled.wrappedBuffer(head.bytes(), body)
        : Unpooled.wrappedBuffer(head.bytes());
  }

  /** Counts that it was sent. */
  void count(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
