package news.rendezvous.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import java.util.List;

/** Encodings of the stream. */
enum StreamFormat {

  /** Server-sent events, WHATWG HTML section 9.2. */
  EVENT_STREAM("text", "event-stream") {
    @Override
    void event(Buffer out, StreamEvent event, Position after) {
      out.appendString("event: ").appendString(event.type());
      out.appendString("\nid: ").appendString(after.toString());
      out.appendString("\ndata: ").appendBytes(event.data()).appendString("\n\n");
    }

    // Section 9.2.6: a block without data sets the last event id, and no event is dispatched.
    @Override
    void position(Buffer out, Position at) {
      out.appendString(":\nid: ").appendString(at.toString()).appendString("\n\n");
    }

    @Override
    void heartbeat(Buffer out) {
      out.appendString(":\n\n");
    }
  },

  /** One JSON object a line. */
  NDJSON("application", "x-ndjson") {
    @Override
    void event(Buffer out, StreamEvent event, Position after) {
      out.appendString("{\"id\":\"").appendString(after.toString());
      out.appendString("\",\"event\":\"").appendString(event.type());
      out.appendString("\",\"data\":").appendBytes(event.data()).appendString("}\n");
    }

    @Override
    void position(Buffer out, Position at) {
      out.appendString("{\"id\":\"" + at + "\",\"event\":\"position\"}\n");
    }

    @Override
    void heartbeat(Buffer out) {
      out.appendString("\n");
    }
  };

  private final String type;
  private final String subtype;

  StreamFormat(String type, String subtype) {
    this.type = type;
    this.subtype = subtype;
  }

  /**
   * The format that a client prefers; server-sent events where it accepts none, since RFC 9110
   * section 12.4.1 lets a server disregard the header.
   *
   * @param accepted media ranges of its {@code Accept} header, by descending quality
   */
  static StreamFormat preferred(List<MIMEHeader> accepted) {
    return accepted.stream()
        .filter(range -> range.weight() > 0)
        .flatMap(range -> List.of(values()).stream().filter(format -> format.isIn(range)))
        .findFirst()
        .orElse(EVENT_STREAM);
  }

  private boolean isIn(MIMEHeader range) {
    return matches(range.component(), type) && matches(range.subComponent(), subtype);
  }

  private static boolean matches(String range, String name) {
    return range.equals("*") || range.equalsIgnoreCase(name);
  }

  String mediaType() {
    return type + "/" + subtype;
  }

  /** Writes an event with the position after it. */
  abstract void event(Buffer out, StreamEvent event, Position after);

  /** Writes a position without an event, which serves as a heartbeat too. */
  abstract void position(Buffer out, Position at);

  /** Writes a heartbeat. */
  abstract void heartbeat(Buffer out);
}
