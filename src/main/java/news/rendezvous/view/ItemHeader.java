package news.rendezvous.view;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Interner;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.RecordJson;
import news.rendezvous.item.Related;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Projection of an item: the members by which the view orders, indexes and filters. It is read from
 * the bytes of a record in one pass that skips the contents, which takes a third of the time of
 * decoding the item, and an eighth of its memory.
 *
 * @param page its page without the scheme; null where it has none or the URL is a site's home page
 * @param carriers ids of all sources that carried the item, the first carrier first
 */
record ItemHeader(
    TimelineKey position,
    Instant firstSeen,
    int revision,
    @Nullable String page,
    @Nullable String language,
    List<String> tags,
    List<String> carriers,
    List<LinkHash> references,
    List<ItemId> referredItems,
    Set<Related.Kind> kinds) {

  /** Few values, of which each is in many items. */
  private static final Interner<String> NAMES = Interner.newWeakInterner();

  private static final Map<String, Related.Kind> KINDS =
      Stream.of(Related.Kind.values())
          .collect(Collectors.toUnmodifiableMap(kind -> LowerCase.of(kind.name()), kind -> kind));

  /**
   * The header of an item.
   *
   * @throws IOException that says in one line why the record cannot be used
   */
  static ItemHeader read(byte[] json) throws IOException {
    try {
      return RecordJson.read(json, parser -> new Members(parser).header());
    } catch (IllegalArgumentException e) { // of a value that checks itself
      throw new IOException(e.getMessage(), e);
    }
  }

  String source() {
    return carriers.get(0);
  }

  /** Reads the members of the item and of its extension object. */
  private static final class Members {

    private final JsonParser in;
    private final List<String> tags = new ArrayList<>();
    private final List<String> carriers = new ArrayList<>();
    private final List<LinkHash> references = new ArrayList<>();
    private final List<ItemId> referredItems = new ArrayList<>();
    private final Set<Related.Kind> kinds = EnumSet.noneOf(Related.Kind.class);
    private @Nullable ItemId id;
    private @Nullable CanonicalUrl url;
    private @Nullable Instant published;
    private @Nullable Instant firstSeen;
    private @Nullable Instant timeline;
    private @Nullable String language;
    private @Nullable String source;
    private int revision;

    Members(JsonParser in) {
      this.in = in;
    }

    /** Function of the current member, whose value is the current token. */
    @FunctionalInterface
    private interface Member {
      void read(String name) throws IOException;
    }

    ItemHeader header() throws IOException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the value is of another type than it must be");
      }
      members(this::member);
      if (id == null) {
        throw new IOException("id is missing");
      }
      if (source == null) {
        throw new IOException("the source or its id is missing");
      }
      if (revision < 1) {
        throw new IOException("revision is less than 1: " + revision);
      }
      Instant seen = RecordTimes.required(firstSeen, "first_seen");
      Instant at = RecordTimes.required(timeline, "timeline");
      if (at.isAfter(seen)) {
        throw new IOException("timeline %s is later than first_seen %s".formatted(at, seen));
      }
      RecordTimes.optional(published, "date_published");
      carriers.remove(source);
      carriers.add(0, source);
      return new ItemHeader(
          new TimelineKey(at, published == null ? at : published, id),
          seen.equals(at) ? at : seen, // one object for both
          revision,
          url == null || !url.hasPath() ? null : url.withoutScheme(),
          language,
          List.copyOf(tags),
          List.copyOf(carriers),
          List.copyOf(references),
          List.copyOf(referredItems),
          kinds.isEmpty() ? Set.of() : Set.copyOf(kinds));
    }

    private void members(Member member) throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        member.read(name);
      }
    }

    private void elements(Member element) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      require(JsonToken.START_ARRAY);
      while (in.nextToken() != JsonToken.END_ARRAY) {
        require(JsonToken.START_OBJECT);
        members(element);
      }
    }

    private void member(String name) throws IOException {
      switch (name) {
        case "id" -> id = itemId();
        case "url" -> url = url();
        case "date_published" -> published = time();
        case "language" -> language = name();
        case "tags" -> tags();
        case "_rendezvous" -> {
          require(JsonToken.START_OBJECT);
          members(this::extension);
        }
        default -> in.skipChildren();
      }
    }

    private void extension(String name) throws IOException {
      switch (name) {
        case "first_seen" -> firstSeen = time();
        case "timeline" -> timeline = time();
        case "revision" -> {
          require(JsonToken.VALUE_NUMBER_INT);
          revision = in.getIntValue();
        }
        case "source" -> {
          require(JsonToken.START_OBJECT);
          members(this::source);
        }
        case "duplicates" -> elements(this::duplicate);
        case "related" -> elements(this::related);
        default -> in.skipChildren();
      }
    }

    private void source(String name) throws IOException {
      if (name.equals("id")) {
        source = name();
      } else {
        in.skipChildren();
      }
    }

    private void duplicate(String name) throws IOException {
      String carrier = name.equals("source") ? name() : null;
      if (carrier != null && !carriers.contains(carrier)) {
        carriers.add(carrier);
      }
      in.skipChildren();
    }

    private void related(String name) throws IOException {
      switch (name) {
        case "link" -> references.add(new LinkHash(required()));
        case "item" -> Optional.ofNullable(itemId()).ifPresent(referredItems::add);
        case "kind" -> kinds.add(kind(required()));
        default -> in.skipChildren();
      }
    }

    private static Related.Kind kind(String name) throws IOException {
      Related.Kind kind = KINDS.get(name);
      if (kind == null) {
        throw new IOException("member kind is none of " + KINDS.keySet());
      }
      return kind;
    }

    private void tags() throws IOException {
      if (in.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      require(JsonToken.START_ARRAY);
      while (in.nextToken() != JsonToken.END_ARRAY) {
        tags.add(NAMES.intern(required()));
      }
    }

    private @Nullable String name() throws IOException {
      String text = text();
      return text == null ? null : NAMES.intern(text);
    }

    private @Nullable ItemId itemId() throws IOException {
      String text = text();
      return text == null
          ? null
          : ItemId.parse(text).orElseThrow(() -> new IOException("no item id: " + text));
    }

    private @Nullable CanonicalUrl url() throws IOException {
      String text = text();
      return text == null
          ? null
          : CanonicalUrl.of(text).orElseThrow(() -> new IOException("no http or https URL"));
    }

    private @Nullable Instant time() throws IOException {
      String text = text();
      try {
        return text == null ? null : RecordTimes.parse(text);
      } catch (DateTimeException e) {
        throw new IOException("member %s is no time".formatted(in.currentName()), e);
      }
    }

    private String required() throws IOException {
      require(JsonToken.VALUE_STRING);
      return in.getText();
    }

    private @Nullable String text() throws IOException {
      return in.currentToken() == JsonToken.VALUE_NULL ? null : required();
    }

    private void require(JsonToken type) throws IOException {
      if (in.currentToken() != type) {
        throw new IOException(
            "member %s is of another type than it must be".formatted(in.currentName()));
      }
    }
  }
}
