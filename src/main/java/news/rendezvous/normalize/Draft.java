package news.rendezvous.normalize;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.dialect.Body;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Author;
import news.rendezvous.item.Avatars;
import news.rendezvous.item.ComparableText;
import news.rendezvous.item.Story;
import news.rendezvous.parse.ParsedEntry;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Builder of the story of one entry. */
final class Draft {

  /** The text of an entry without any content, such as a script without a title. */
  private static final String EMPTY = "(empty)";

  private final ParsedEntry entry;
  private final Body body;
  private final Addresses addresses;
  private final NormalizeConfig config;
  private final Files files;
  private final @Nullable String title;
  private final @Nullable String summaryText;
  private final Content content;

  Draft(Known known, Body body, NormalizeConfig config) {
    this.entry = known.entry();
    this.body = body;
    this.addresses = known.addresses();
    this.config = config;
    this.files = Files.of(entry.media(), addresses, config);
    this.title = title(known.identity().title(), config.maxTitle().asLongValue());
    this.summaryText = PlainText.ofBody(body.summary());
    this.content = content(config.maxContent().asLongValue());
  }

  private @Nullable String title(@Nullable String own, long maxBytes) {
    String title = own == null ? PlainText.of(body.title()) : own;
    return title == null ? null : Cut.toBytes(title, maxBytes);
  }

  private Content content(long maxBytes) {
    Pictures pictures = new Pictures(addresses::absolute);
    Content own = read(body, pictures, maxBytes);
    if (!own.isEmpty()) {
      return own;
    }
    // JSON Feed 1.1 section "Items" requires content in every item: the longest text that there is
    // besides.
    String words = summaryText == null ? title : summaryText;
    return words == null && !files.pictures().isEmpty()
        ? ContentHtml.clean(gallery(), pictures, maxBytes)
        : Content.ofText(Objects.requireNonNullElseGet(words, this::placeholder), maxBytes);
  }

  private static Content read(Body body, Pictures pictures, long maxBytes) {
    if (body.html() == null) {
      return Content.ofText(body.text() == null ? "" : body.text(), maxBytes);
    }
    Content content = ContentHtml.clean(body.html(), pictures, maxBytes);
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
    return publisher == null ? null : Cut.toBytes(publisher, config.maxTitle().asLongValue());
  }

  Story story(Dates dates, @Nullable String language) {
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
    return Cut.toLength(summaryText, config.maxSummary());
  }

  private Optional<String> image() {
    return Files.lead(files.pictures())
        .or(() -> lead(entry.media().image()))
        .or(() -> Files.lead(files.enclosures()))
        .or(() -> Optional.ofNullable(content.lead()))
        .or(() -> lead(entry.media().thumbnail()));
  }

  private Optional<String> lead(@Nullable String address) {
    return addresses.absolute(address).filter(url -> !Avatars.isOne(url));
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
