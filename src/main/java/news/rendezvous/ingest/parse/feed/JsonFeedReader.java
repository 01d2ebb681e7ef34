package news.rendezvous.ingest.parse.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.xml.XmlScrubber;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/** Reader of JSON Feed 1.0 and 1.1 (jsonfeed.org). */
public final class JsonFeedReader {

  /** Name of a Jackson setting in its messages, which operators cannot use. */
  private static final Pattern JACKSON_SETTING = Pattern.compile(", from `[^`]*`");

  private static final String TYPE = "application/feed+json";

  private final ObjectMapper mapper;
  private final int maxEntries;

  public JsonFeedReader(int maxDepth, int maxTokens, int maxEntries) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxNestingDepth(maxDepth).maxTokenCount(maxTokens).build();
    this.mapper =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(constraints)
                .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, true)
                .build());
    this.maxEntries = maxEntries;
  }

  public ParsedDocument read(String json, BaseUrl document) {
    try {
      JsonNode feed = mapper.readTree(json);
      return isFeed(feed)
          ? feed(feed, document)
          : new ParsedDocument.Rejected(
              PollOutcome.NOT_A_FEED, "JSON, but without the items of a JSON Feed");
    } catch (StreamConstraintsException e) {
      return new ParsedDocument.Rejected(
          PollOutcome.LIMIT,
          "JSON: " + JACKSON_SETTING.matcher(e.getOriginalMessage()).replaceAll(""));
    } catch (JsonProcessingException e) {
      JsonLocation at = Objects.requireNonNullElse(e.getLocation(), JsonLocation.NA);
      String where = "JSON breaks at line %d, column %d: %s";
      return new ParsedDocument.Rejected(
          PollOutcome.NOT_A_FEED,
          where.formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()));
    }
  }

  private static boolean isFeed(JsonNode json) {
    return json.path("items").isArray() || json.path("version").asText().contains("jsonfeed.org");
  }

  private ParsedDocument.Feed feed(JsonNode feed, BaseUrl document) {
    List<JsonNode> items = list(feed.path("items")).filter(JsonNode::isObject).toList();
    List<JsonNode> newest =
        NewestEntries.of(items, maxEntries, item -> text(item, "date_published", "date_modified"));
    ParsedFeedHead head = head(feed, document);
    return ParsedDocument.Feed.of(
        head.info(), newest.stream().map(item -> entry(item, head)).toList(), items.size(), TYPE);
  }

  private static ParsedFeedHead head(JsonNode feed, BaseUrl document) {
    String home = document.absolute(text(feed, "home_page_url"));
    FeedInfo info =
        new FeedInfo(
            Markup.plain(text(feed, "title")),
            home,
            Markup.plain(text(feed, "description")),
            text(feed, "language"),
            document.absolute(text(feed, "icon", "favicon")),
            authors(feed),
            null,
            document.absolute(text(feed, "next_url")),
            HubDiscovery.of(hubs(feed), text(feed, "feed_url"), document),
            EntryRemovals.NONE);
    return new ParsedFeedHead(info, document.orPage(home));
  }

  private static Stream<String> hubs(JsonNode feed) {
    return list(feed.path("hubs"))
        .filter(hub -> "websub".equalsIgnoreCase(text(hub, "type")))
        .map(hub -> text(hub, "url"))
        .filter(Objects::nonNull);
  }

  private static ParsedEntry entry(JsonNode item, ParsedFeedHead head) {
    BaseUrl base = head.base();
    Markup body = body(item);
    Markup summary = Markup.plain(text(item, "summary"));
    List<String> authors = authors(item);
    String link = base.absolute(text(item, "url", "external_url"));
    return new ParsedEntry(
        text(item, "id"),
        link,
        null,
        base.orPage(link).url(),
        Markup.plain(text(item, "title")),
        body == null ? summary : body,
        body == null ? null : summary,
        EntryDate.parse(text(item, "date_published")),
        EntryDate.parse(text(item, "date_modified")),
        authors.isEmpty() ? head.info().authors() : authors,
        tags(item.path("tags")),
        text(item, "language"),
        media(item, base),
        null);
  }

  private static @Nullable Markup body(JsonNode item) {
    return FeedValues.first(
        Markup.html(text(item, "content_html")), Markup.plain(text(item, "content_text")));
  }

  // Version 1.1 has authors, 1.0 one author; some feeds have a single object or a name for either.
  private static List<String> authors(JsonNode node) {
    return Stream.of("authors", "author")
        .flatMap(name -> one(node.path(name)))
        .map(author -> author.isValueNode() ? text(author) : text(author, "name"))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<String> tags(JsonNode tags) {
    Stream<String> written =
        tags.isTextual()
            ? Stream.of(tags.asText().split(","))
            : list(tags).map(JsonFeedReader::text);
    return written.map(FeedValues::blankToNull).filter(Objects::nonNull).toList();
  }

  private static EntryMedia media(JsonNode item, BaseUrl base) {
    return new EntryMedia(
        base.absolute(text(item, "image", "banner_image")),
        null,
        List.of(),
        list(item.path("attachments")).flatMap(file -> enclosure(file, base)).toList(),
        null);
  }

  private static Stream<Enclosure> enclosure(JsonNode file, BaseUrl base) {
    return Stream.ofNullable(base.absolute(text(file, "url")))
        .map(
            url ->
                new Enclosure(
                    url,
                    text(file, "mime_type"),
                    FeedValues.positive(text(file, "size_in_bytes")),
                    FeedValues.seconds(text(file, "duration_in_seconds")),
                    Markup.plain(text(file, "title"))));
  }

  private static Stream<JsonNode> one(JsonNode node) {
    return node.isArray() ? list(node) : Stream.of(node);
  }

  private static Stream<JsonNode> list(JsonNode array) {
    return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
  }

  private static @Nullable String text(JsonNode node, String... names) {
    return Stream.of(names)
        .map(name -> text(node.path(name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  // JSON Feed 1.1, id: a number is converted to a string.
  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull()
        ? FeedValues.blankToNull(XmlScrubber.legal(node.asText()))
        : null;
  }
}
