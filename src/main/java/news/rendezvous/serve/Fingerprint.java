package news.rendezvous.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import org.jspecify.annotations.Nullable;

/**
 * What tells a document from all others at its address: its items with their revisions, and what
 * else it says. The host is no part of it, so that replicas which are asked one by one agree.
 */
final class Fingerprint {

  private final MessageDigest digest = sha256();

  private Fingerprint() {}

  /** The fingerprint of a document in a format, 22 characters of base64url. */
  static String of(FeedFormat format, Feed feed, FeedDocument document) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(format.extension());
    fingerprint.add(feed.head(), feed.request().base());
    fingerprint.add(document.id());
    fingerprint.add(feed.request().page().query());
    fingerprint.add(document.next() == null ? "last" : "more");
    document.items().forEach(held -> fingerprint.add(held.item()));
    byte[] half = Arrays.copyOf(fingerprint.digest.digest(), 16);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
  }

  private void add(FeedHead head, String base) {
    String home = head.homePage().equals(base + "/") ? "/" : head.homePage();
    Stream.of(head.title(), home, head.description(), head.language(), head.icon())
        .forEach(this::add);
    head.authors().forEach(this::add);
  }

  private void add(NewsItem item) {
    add(item.id().toString());
    add(Integer.toString(item.extension().revision()));
  }

  // A byte that UTF-8 never has keeps texts apart.
  private void add(@Nullable String text) {
    if (text != null) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
    digest.update((byte) 0xFF);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
