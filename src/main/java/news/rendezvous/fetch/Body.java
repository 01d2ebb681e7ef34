package news.rendezvous.fetch;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.fetch.BodyPlan.WhenOver;
import news.rendezvous.fetch.Decoder.Step;

/**
 * The body of one response while it streams: decoded, counted before and after, and ended as soon
 * as it is too much. One thread at a time.
 */
final class Body implements AutoCloseable {

  /** The content codings that change bytes: IANA's registry, without identity. */
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
  private final Decoder decoder;
  private final Decoder.BoundedBuffer decoded;
  private long counted;

  /**
   * A body of which the head alone decides nothing.
   *
   * @param wire counts its bytes as they come
   */
  Body(ResponseHead head, BodyPlan plan, AtomicLong wire) {
    this.head = head;
    this.plan = plan;
    this.wire = wire;
    this.decoder = coding(head).isEmpty() ? new Decoder.Identity() : new Gunzip();
    this.decoded = new Decoder.BoundedBuffer(plan.limit().decoded());
  }

  /** The exchange that a head decides alone; empty where the body must be read. */
  static Optional<Exchange> decidedBy(ResponseHead head, BodyPlan plan) {
    if (plan.limit().wire() == 0 && plan.whenOver() == WhenOver.CUT) {
      return Optional.of(new Exchange.Response(head, new byte[0], 0));
    }
    String coding = coding(head);
    if (!coding.isEmpty() && !coding.equals("gzip")) {
      return unread(
          Outcome.BAD_ENCODING, "the body is coded as " + coding + "; only gzip was asked for");
    }
    if (plan.whenOver() == WhenOver.FAIL && declaredLength(head) > plan.limit().wire()) {
      return unread(
          Outcome.TOO_LARGE,
          "the body is announced with %s bytes; at most %d are read"
              .formatted(head.header("Content-Length"), plan.limit().wire()));
    }
    return Optional.empty();
  }

  // Servers also write a charset, "none" or a media type there: what is no coding changes nothing.
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

  /** Takes bytes from the wire; the exchange, where they end it. */
  Optional<Exchange> more(byte[] bytes) {
    long room = plan.limit().wire() - wire.getAndAdd(bytes.length);
    int wanted = (int) Math.min(bytes.length, room);
    Step step = decoder.feed(ByteBuffer.wrap(bytes, 0, wanted), decoded);
    Step reached = step == Step.MORE && wanted < bytes.length ? Step.FULL : step;
    return reached == Step.MORE ? Optional.empty() : Optional.of(ended(reached));
  }

  /** How many decoded bytes there are that this has not told yet. */
  long grown() {
    long before = counted;
    counted = decoded.size();
    return counted - before;
  }

  /** The body is complete, as far as HTTP tells. */
  Exchange end() {
    Step step = decoder.end();
    return step == Step.MORE ? response() : ended(step);
  }

  /** The connection ended before the body did. */
  Exchange cut() {
    return failed(
        Outcome.TRUNCATED,
        "the connection ended before the body, after %d bytes".formatted(wire.get()));
  }

  private Exchange ended(Step step) {
    return switch (step) {
      case MORE -> response();
      case FULL -> plan.whenOver() == WhenOver.CUT ? response() : tooLarge();
      case CUT_SHORT ->
          failed(Outcome.TRUNCATED, "the gzip stream is cut or damaged: its end is missing");
      case FOREIGN -> failed(Outcome.BAD_ENCODING, "Content-Encoding is gzip, the body is not");
      case NESTED -> failed(Outcome.BAD_ENCODING, "the body is gzip inside gzip");
    };
  }

  private Exchange tooLarge() {
    return failed(
        Outcome.TOO_LARGE,
        "the body is longer than %d bytes on the wire or %d decoded"
            .formatted(plan.limit().wire(), plan.limit().decoded()));
  }

  private Exchange response() {
    return new Exchange.Response(head, decoded.toByteArray(), wire.get());
  }

  private Exchange failed(Outcome outcome, String detail) {
    return new Exchange.Failed(outcome, detail, wire.get());
  }

  private static Optional<Exchange> unread(Outcome outcome, String detail) {
    return Optional.of(new Exchange.Failed(outcome, detail, 0));
  }

  @Override
  public void close() {
    decoder.close();
  }
}
