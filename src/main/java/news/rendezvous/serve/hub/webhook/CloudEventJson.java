package news.rendezvous.serve.hub.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * An event in the JSON format of CloudEvents 1.0, structured mode. The attributes are those of the
 * record in the items topic; {@code data} are the bytes of its value.
 */
record CloudEventJson(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String datacontenttype,
    @Nullable String dataschema) {

  static final String MEDIA_TYPE = "application/cloudevents+json";

  private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

  /**
   * The attributes of an event.
   *
   * @param schema URL of the JSON Schema of an item; null where it is not known
   */
  static CloudEventJson of(HubEvent event, @Nullable String schema) {
    ViewItem held = event.item();
    return held == null ? withdrawal(event) : of(event, held.item(), schema);
  }

  private static CloudEventJson of(HubEvent event, NewsItem item, @Nullable String schema) {
    return of(
        event,
        item.id() + ";" + item.extension().revision(),
        "/sources/" + item.extension().source().id(),
        schema);
  }

  // A record of another writer may lack the attributes. Its place in the topic makes the id unique,
  // as section 3.1.1 of the specification requires.
  private static CloudEventJson withdrawal(HubEvent event) {
    HubEvent.Withdrawal attributes = event.withdrawal();
    return attributes == null
        ? of(event, "%s;%d-%d".formatted(event.id(), event.partition(), event.offset()), "/", null)
        : of(event, attributes.id(), attributes.source(), null);
  }

  private static CloudEventJson of(
      HubEvent event, String id, String source, @Nullable String schema) {
    return new CloudEventJson(
        "1.0",
        id,
        source,
        "news.rendezvous.item." + event.type(),
        event.time(),
        "application/json",
        schema);
  }

  /** The event as a document. */
  static byte[] encode(CloudEventJson attributes, HubEvent event) {
    byte[] head = Json.encode(attributes);
    ViewItem held = event.item();
    byte[] data = held == null ? Json.encode(Map.of("id", event.id().toString())) : held.json();
    ByteArrayOutputStream json = new ByteArrayOutputStream(head.length + data.length + 16);
    json.write(head, 0, head.length - 1); // without its closing brace
    json.writeBytes(DATA);
    json.writeBytes(data);
    json.write('}');
    return json.toByteArray();
  }
}
