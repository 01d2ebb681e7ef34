package news.rendezvous.ingest.push;

import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import news.rendezvous.source.StoredSecret;

/** Subscriptions to the topic {@link #TOPIC}. */
public final class ExampleSubscription {

  public static final String TOPIC = "https://quay.example/topic";

  private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");

  private ExampleSubscription() {}

  /** One that is requested with a callback. */
  public static PushSubscription open(String callback) {
    return PushSubscription.of(
        "https://quay.example/feed",
        "https://quay.example/feed.xml",
        List.of("https://hub.example/"),
        TOPIC,
        credentials(callback),
        DUE);
  }

  /** One that ended after a callback was retired. */
  public static PushSubscription ended(String callback) {
    return open(callback).retiring(DUE).ended(Phase.ENDED, null, DUE);
  }

  /** The same one with another callback. */
  static PushSubscription anew(PushSubscription known, String callback, Instant at) {
    return known.retiring(at).anew(known.hubs(), 0, TOPIC, credentials(callback), at);
  }

  private static Credentials credentials(String callback) {
    return new Credentials(callback, new StoredSecret("hush", null));
  }
}
