package news.rendezvous.serve.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Json;
import news.rendezvous.item.Story.Author;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * JSON Feed 1.1. The items are the bytes of their records, which are not encoded again. So one
 * without a permalink has no {@code url}, which stands for that.
 */
final class JsonFeedFormat extends FeedFormat {

  private static final byte[] ITEMS = ",\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  JsonFeedFormat() {
    super("json", "application/feed+json", "application/feed+json", "application/json");
  }

  @Override
  byte[] digest(ViewItem held) {
    return EntityTag.digest(held.json());
  }

  /** Each record changes the document: it lists other carriers too. */
  @Override
  public Instant changed(ViewItem held) {
    return held.recorded();
  }

  @Override
  public boolean showsCarriers() {
    return true;
  }

  @Override
  public byte[] render(FeedDocument document) {
    byte[] head = Json.encode(Head.of(document));
    ByteArrayOutputStream json = new ByteArrayOutputStream(4096);
    json.write(head, 0, head.length - 1); // without its closing brace
    json.writeBytes(ITEMS);
    String separator = "";
    for (ViewItem held : document.items()) {
      json.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
      json.writeBytes(held.json());
      separator = ",";
    }
    json.writeBytes(END);
    return json.toByteArray();
  }

  record Head(
      String version,
      String title,
      String homePageUrl,
      String feedUrl,
      @Nullable String nextUrl,
      @Nullable String description,
      @Nullable String language,
      @Nullable String icon,
      List<Author> authors,
      List<Hub> hubs) {

    /** An end point for subscriptions, {@code hubs} of JSON Feed 1.1. */
    record Hub(String type, String url) {}

    static Head of(FeedDocument document) {
      FeedMetadata head = document.head();
      DocumentLinks links = document.links();
      return new Head(
          "https://jsonfeed.org/version/1.1",
          head.title(),
          document.homePage(),
          links.absolute(links.self()),
          links.next() == null ? null : links.absolute(links.next()),
          head.description(),
          head.language(),
          document.icon(),
          head.authors().stream().map(Author::new).toList(),
          List.of(new Hub("WebSub", links.hub())));
    }
  }
}
