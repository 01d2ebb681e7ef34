package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import news.rendezvous.serve.http.Accept;

enum StreamFormat {

  /** Server-sent events, WHATWG HTML section 9.2. */
  EVENT_STREAM("text/event-stream") {
    @Override
    void event(Buffer out, StreamEvent event, StreamPosition after) {
      out.appendString("event: ").appendString(event.type());
      out.appendString("\nid: ").appendBytes(after.toBytes());
      out.appendString("\ndata: ").appendBytes(event.data()).appendString("\n\n");
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
      out.appendString("{\"id\":\"").appendBytes(after.toBytes());
      out.appendString("\",\"event\":\"").appendString(event.type());
      out.appendString("\",\"data\":").appendBytes(event.data()).appendString("}\n");
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

  private final String mediaType;

  StreamFormat(String mediaType) {
    this.mediaType = mediaType;
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
