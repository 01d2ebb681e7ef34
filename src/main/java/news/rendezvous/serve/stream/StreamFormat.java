package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.serve.http.Accept;
import news.rendezvous.view.StreamPosition;

enum StreamFormat {

  /** Server-sent events, WHATWG HTML section 9.2. */
  EVENT_STREAM("text/event-stream") {
    @Override
    void event(Buffer out, StreamEvent event, StreamPosition after) {
      out.appendBytes(EVENT_FIELD).appendString(event.type());
      out.appendBytes(ID_FIELD).appendBytes(after.toBytes());
      out.appendBytes(DATA_FIELD).appendBytes(event.data()).appendBytes(BLANK_LINE);
    }

    // Section 9.2.6: a block without data sets the last event id, and no event is dispatched.
    @Override
    void position(Buffer out, StreamPosition at) {
      out.appendString(":\nid: ").appendString(at.toString()).appendString("\n\n");
    }

    @Override
    void heartbeat(Buffer out) {
      out.appendString(":\n\n");
    }
  },

  /** One JSON object a line. */
  NDJSON("application/x-ndjson") {
    @Override
    void event(Buffer out, StreamEvent event, StreamPosition after) {
      out.appendBytes(ID_MEMBER).appendBytes(after.toBytes());
      out.appendBytes(EVENT_MEMBER).appendString(event.type());
      out.appendBytes(DATA_MEMBER).appendBytes(event.data()).appendBytes(OBJECT_END);
    }

    @Override
    void position(Buffer out, StreamPosition at) {
      out.appendString("{\"id\":\"" + at + "\",\"event\":\"position\"}\n");
    }

    @Override
    void heartbeat(Buffer out) {
      out.appendString("\n");
    }
  };

  private static final byte[] EVENT_FIELD = ascii("event: ");
  private static final byte[] ID_FIELD = ascii("\nid: ");
  private static final byte[] DATA_FIELD = ascii("\ndata: ");
  private static final byte[] BLANK_LINE = ascii("\n\n");
  private static final byte[] ID_MEMBER = ascii("{\"id\":\"");
  private static final byte[] EVENT_MEMBER = ascii("\",\"event\":\"");
  private static final byte[] DATA_MEMBER = ascii("\",\"data\":");
  private static final byte[] OBJECT_END = ascii("}\n");

  private final String mediaType;

  StreamFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The format that a client prefers; server-sent events where it accepts none, since RFC 9110
   * section 12.4.1 lets a server disregard the header.
   */
  static StreamFormat preferred(List<String> accept) {
    return Accept.of(accept)
        .preferred(List.of(values()), format -> List.of(format.mediaType))
        .orElse(EVENT_STREAM);
  }

  String mediaType() {
    return mediaType;
  }

  /** Writes an event with the position after it. */
  abstract void event(Buffer out, StreamEvent event, StreamPosition after);

  /** Writes a position without an event, which serves as a heartbeat too. */
  abstract void position(Buffer out, StreamPosition at);

  abstract void heartbeat(Buffer out);
}
