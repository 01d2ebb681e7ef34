package news.rendezvous.normalize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Author;
import news.rendezvous.item.Avatars;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.parse.Body;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.parse.Reference;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** One entry on its way to being a story. */
final class Draft {

  /** The text of an entry that has nothing to show: of a script, say, and no title. */
  private static final String NOTHING = "(empty)";

  private final ParsedEntry entry;
  private final Body body;
  private final List<Related> related;
  private final Addresses addresses;
  private final NormalizeConfig config;
  private final Files files;
  private final @Nullable String title;
  private final @Nullable String abridgement;
  private final Content content;

  Draft(Known known, Body body, List<Related> related, NormalizeConfig config) {
    this.entry = known.entry();
    this.body = body;
    this.related = related;
    this.addresses = known.addresses();
    this.config = config;
    this.files = Files.of(entry.media(), addresses, config);
    this.title = title(known.identity().title(), config.maxTitle().asLongValue());
    this.abridgement = PlainText.ofBody(entry.summary());
    this.content = content(config.maxContent().asLongValue());
  }

  private @Nullable String title(@Nullable String own, long maxBytes) {
    String title = own == null ? PlainText.of(body.title()) : own;
    return title == null ? null : Cut.toBytes(title, maxBytes);
  }

  private Content content(long maxBytes) {
    Pictures pictures = new Pictures(addresses, pictures());
    Content own = Content.of(body, pictures, maxBytes);
    if (!own.isEmpty()) {
      return own;
    }
    // JSON Feed 1.1 wants a content in every item: the fullest text that there is besides.
    String words = abridgement == null ? title : abridgement;
    return words == null && !files.pictures().isEmpty()
        ? ContentHtml.clean(gallery(), pictures, maxBytes)
        : Content.ofText(Objects.requireNonNullElseGet(words, this::standIn), maxBytes);
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

  /** The text of an entry without words: a name, but no address, which is none to a reader. */
  private String standIn() {
    return files.enclosures().stream()
        .map(Attachment::title)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> addresses.guid().filter(guid -> guid.indexOf(':') < 0).map(PlainText::of))
        .orElse(NOTHING);
  }

  /** Where a picture that is a reference leads; while that is unknown, the reference itself. */
  private Map<LinkHash, String> pictures() {
    Map<LinkHash, String> pictures = new HashMap<>();
    for (Reference reference : body.references()) {
      reference.addresses().stream()
          .findFirst()
          .ifPresent(address -> pictures.put(reference.link(), address.toString()));
    }
    for (Related known : related) {
      known.urls().stream()
          .findFirst()
          .ifPresent(url -> pictures.put(known.link(), url.toString()));
    }
    return pictures;
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
        PlainText.distinct(entry.tags(), config),
        language);
  }

  /** The feed's own, unless it is the content once more. */
  private @Nullable String summary() {
    if (abridgement == null || Fingerprint.comparable(abridgement).equals(content.compared())) {
      return null;
    }
    return Cut.toLength(abridgement, config.maxSummary());
  }

  private Optional<String> image() {
    return Files.lead(files.pictures())
        .or(() -> lead(entry.media().image()))
        .or(() -> Files.lead(files.enclosures()))
        .or(() -> Optional.ofNullable(content.lead()))
        .or(() -> lead(entry.media().thumbnail()))
        .or(this::relatedImage);
  }

  private Optional<String> lead(@Nullable String address) {
    return addresses.absolute(address).filter(url -> !Avatars.isOne(url));
  }

  private Optional<String> relatedImage() {
    return related.stream()
        .filter(known -> known.kind() == Related.Kind.IMAGE)
        .flatMap(known -> known.urls().stream())
        .map(Object::toString)
        .findFirst();
  }

  private List<Author> authors() {
    List<String> names = Stream.concat(entry.authors().stream(), body.bylines().stream()).toList();
    return PlainText.distinct(names, config).stream().map(Author::new).toList();
  }
}
