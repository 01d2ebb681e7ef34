package news.rendezvous.ingest.fetch.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.http.ContentDecoder.Step;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan.WhenOver;
import news.rendezvous.source.PollOutcome;

/**
 * Streaming body of one response: decoded, counted on the wire and after decoding, and ended at the
 * limits of its plan. Confined to the connection's thread.
 */
final class ResponseBody implements AutoCloseable {

  /** Content codings of the IANA registry, without identity. */
  private static final Set<String> CODINGS =
      Set.of(
          "aes128gcm",
          "br",
          "compress",
          "dcb",
          "dcz",
          "deflate",
          "exi",
          "gzip",
          "pack200-gzip",
          "x-compress",
          "x-gzip",
          "zstd");

  private final ResponseHead head;
  private final BodyPlan plan;
  private final AtomicLong wire;
  private final ContentDecoder decoder;
  private final ContentDecoder.BoundedBuffer decoded;
  private long counted;

  ResponseBody(ResponseHead head, BodyPlan plan, AtomicLong wire) {
    this.head = head;
    this.plan = plan;
    this.wire = wire;
    this.decoder = coding(head).isEmpty() ? new ContentDecoder.Identity() : new GzipDecoder();
    this.decoded = new ContentDecoder.BoundedBuffer(plan.decoded());
  }

  /** The result, if the head alone decides it; empty if the body must be read. */
  static Optional<Exchange> decidedBy(ResponseHead head, BodyPlan plan) {
    if (plan.wire() == 0 && plan.whenOver() == WhenOver.CUT) {
      return Optional.of(new Exchange.Response(head, new byte[0], 0));
    }
    String coding = coding(head);
    if (!coding.isEmpty() && !coding.equals("gzip")) {
      return unread(
          PollOutcome.BAD_ENCODING, "the body is coded as " + coding + "; only gzip was asked for");
    }
    if (plan.whenOver() == WhenOver.FAIL && declaredLength(head) > plan.wire()) {
      return unread(
          PollOutcome.TOO_LARGE,
          "the body is announced with %s bytes; at most %d are read"
              .formatted(head.header("Content-Length"), plan.wire()));
    }
    return Optional.empty();
  }

  // Servers also put a charset, "none" or a media type there: unregistered values are ignored.
  private static String coding(ResponseHead head) {
    return head.headers().getAll("Content-Encoding").stream()
        .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
        .map(String::strip)
        .filter(CODINGS::contains)
        .map(coding -> coding.equals("x-gzip") ? "gzip" : coding) // RFC 9110 section 8.4.1.3
        .collect(Collectors.joining(", "));
  }

  private static long declaredLength(ResponseHead head) {
    String length = head.header("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /** Decodes bytes from the wire; returns the result if they end the exchange. */
  Optional<Exchange> more(byte[] bytes) {
    long left = plan.wire() - wire.getAndAdd(bytes.length);
    int wanted = (int) Math.min(bytes.length, left);
    Step step = decoder.feed(ByteBuffer.wrap(bytes, 0, wanted), decoded);
    Step reached = step == Step.MORE && wanted < bytes.length ? Step.FULL : step;
    return reached == Step.MORE ? Optional.empty() : Optional.of(ended(reached));
  }

  /** Decoded bytes since the last call. */
  long grown() {
    long before = counted;
    counted = decoded.size();
    return counted - before;
  }

  /** Ends the body at the end of the message (RFC 9112 section 8). */
  Exchange end() {
    Step step = decoder.end();
    return step == Step.MORE ? response() : ended(step);
  }

  /** The connection ended before the body did. */
  Exchange cut() {
    return failed(
        PollOutcome.TRUNCATED,
        "the connection ended before the body, after %d bytes".formatted(wire.get()));
  }

  private Exchange ended(Step step) {
    return switch (step) {
      case MORE -> response();
      case FULL -> plan.whenOver() == WhenOver.CUT ? response() : tooLarge();
      case CUT_SHORT ->
          failed(PollOutcome.TRUNCATED, "the gzip stream is cut or damaged: its end is missing");
      case FOREIGN -> failed(PollOutcome.BAD_ENCODING, "Content-Encoding is gzip, the body is not");
      case NESTED -> failed(PollOutcome.BAD_ENCODING, "the body is gzip inside gzip");
    };
  }

  private Exchange tooLarge() {
    return failed(
        PollOutcome.TOO_LARGE,
        "the body is longer than %d bytes on the wire or %d decoded"
            .formatted(plan.wire(), plan.decoded()));
  }

  private Exchange response() {
    return new Exchange.Response(head, decoded.toByteArray(), wire.get());
  }

  private Exchange failed(PollOutcome outcome, String detail) {
    return new Exchange.Failed(outcome, detail, wire.get());
  }

  private static Optional<Exchange> unread(PollOutcome outcome, String detail) {
    return Optional.of(new Exchange.Failed(outcome, detail, 0));
  }

  @Override
  public void close() {
    decoder.close();
  }
}
