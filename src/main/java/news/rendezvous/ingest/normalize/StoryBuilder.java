package news.rendezvous.ingest.normalize;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.normalize.html.Content;
import news.rendezvous.ingest.normalize.html.HtmlSanitizer;
import news.rendezvous.ingest.normalize.html.PictureSources;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.ingest.normalize.identity.EntryUrls;
import news.rendezvous.ingest.normalize.identity.IdentifiedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.text.ComparableText;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.url.MediaUrl;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Builder of the story of one entry. */
final class StoryBuilder {

  /** The text of an entry without any content, such as a script without a title. */
  private static final String EMPTY = "(empty)";

  private final ParsedEntry entry;
  private final EntryBody body;
  private final EntryUrls addresses;
  private final NormalizeConfig config;
  private final EntryFiles files;
  private final @Nullable String title;
  private final @Nullable String summaryText;
  private final Content content;

  StoryBuilder(IdentifiedEntry known, EntryBody body, NormalizeConfig config) {
    this.entry = known.entry();
    this.body = body;
    this.addresses = known.addresses();
    this.config = config;
    this.files = EntryFiles.of(entry.media(), addresses, config);
    this.title = title(known.identity().title(), config.maxTitle().asLongValue());
    this.summaryText = PlainText.ofBody(body.summary());
    this.content = content(config.maxContent().asLongValue());
  }

  private @Nullable String title(@Nullable String own, long maxBytes) {
    String title = own == null ? PlainText.of(body.title()) : own;
    return title == null ? null : Truncation.toBytes(title, maxBytes);
  }

  private Content content(long maxBytes) {
    PictureSources pictures = new PictureSources(addresses::absolute);
    Content own = read(body, pictures, maxBytes);
    if (!own.isEmpty()) {
      return own;
    }
    // JSON Feed 1.1 section "Items" requires content in every item: the longest text that there is
    // besides.
    String words = summaryText == null ? title : summaryText;
    return words == null && !files.pictures().isEmpty()
        ? HtmlSanitizer.clean(gallery(), pictures, maxBytes)
        : Content.ofText(Objects.requireNonNullElseGet(words, this::placeholder), maxBytes);
  }

  private static Content read(EntryBody body, PictureSources pictures, long maxBytes) {
    if (body.html() == null) {
      return Content.ofText(body.text() == null ? "" : body.text(), maxBytes);
    }
    Content content = HtmlSanitizer.clean(body.html(), pictures, maxBytes);
    return body.hasReferences() ? content.withPlainText(body.text(), maxBytes) : content;
  }

  private Element gallery() {
    Element body = new Element("body");
    for (Attachment picture : files.pictures()) {
      Element img = body.appendElement("p").appendElement("img").attr("src", picture.url());
      if (picture.title() != null) {
        img.attr("alt", picture.title());
      }
    }
    return body;
  }

  /** The text of an entry without words: a name, but no URL, which means nothing to a reader. */
  private String placeholder() {
    return files.enclosures().stream()
        .map(Attachment::title)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> addresses.guid().filter(guid -> guid.indexOf(':') < 0).map(PlainText::of))
        .orElse(EMPTY);
  }

  Content content() {
    return content;
  }

  @Nullable String publisher() {
    String credited = PlainText.of(body.publisher());
    String publisher = credited == null ? PlainText.of(entry.publisher()) : credited;
    return publisher == null
        ? null
        : Truncation.toBytes(publisher, config.maxTitle().asLongValue());
  }

  Story story(EntryDates dates, @Nullable String language) {
    String image = image().orElse(null);
    return new Story(
        addresses.permalink(),
        title,
        content.html(),
        content.text(),
        summary(),
        image,
        files.beside(content, image, config.maxAttachments()),
        dates.published(entry),
        dates.modified(entry),
        authors(),
        distinct(entry.tags()),
        language);
  }

  /** The feed's own summary, unless it repeats the content. */
  private @Nullable String summary() {
    if (summaryText == null || ComparableText.of(summaryText).equals(content.compared())) {
      return null;
    }
    return Truncation.toLength(summaryText, config.maxSummary());
  }

  private Optional<String> image() {
    return EntryFiles.lead(files.pictures())
        .or(() -> lead(entry.media().image()))
        .or(() -> EntryFiles.lead(files.enclosures()))
        .or(() -> Optional.ofNullable(content.lead()))
        .or(() -> lead(entry.media().thumbnail()));
  }

  private Optional<String> lead(@Nullable String address) {
    return addresses.absolute(address).filter(url -> !MediaUrl.isAvatar(url));
  }

  private List<Author> authors() {
    String declared = String.join("\n", entry.authors());
    List<String> names =
        Stream.concat(
                entry.authors().stream(),
                body.authors().stream().filter(name -> !declared.contains(name)))
            .toList();
    return distinct(names).stream().map(Author::new).toList();
  }

  private List<String> distinct(List<String> texts) {
    return PlainText.distinct(texts, config.maxTitle().asLongValue(), config.maxTags());
  }
}
