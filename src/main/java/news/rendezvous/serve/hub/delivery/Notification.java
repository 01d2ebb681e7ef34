package news.rendezvous.serve.hub.delivery;

import java.util.Map;

/** Headers and content of one POST request to a callback. */
public record Notification(Map<String, String> headers, byte[] body) {

  public Notification {
    headers = Map.copyOf(headers);
  }
}
