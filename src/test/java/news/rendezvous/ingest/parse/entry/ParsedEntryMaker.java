package news.rendezvous.ingest.parse.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builder of parsed entries for tests; elements that are not set are absent. */
public final class ParsedEntryMaker {

  private @Nullable String guid;
  private @Nullable String link;
  private @Nullable String originalLink;
  private @Nullable String base;
  private @Nullable Markup title;
  private @Nullable Markup content;
  private @Nullable Markup summary;
  private @Nullable String published;
  private @Nullable String updated;
  private List<String> authors = List.of();
  private List<String> tags = List.of();
  private @Nullable String language;
  private EntryMedia media = EntryMedia.NONE;
  private @Nullable String publisher;

  public ParsedEntryMaker guid(@Nullable String value) {
    guid = value;
    return this;
  }

  public ParsedEntryMaker link(@Nullable String value) {
    link = value;
    return this;
  }

  public ParsedEntryMaker originalLink(@Nullable String value) {
    originalLink = value;
    return this;
  }

  public ParsedEntryMaker base(@Nullable String value) {
    base = value;
    return this;
  }

  public ParsedEntryMaker title(@Nullable Markup value) {
    title = value;
    return this;
  }

  public ParsedEntryMaker content(@Nullable Markup value) {
    content = value;
    return this;
  }

  public ParsedEntryMaker summary(@Nullable Markup value) {
    summary = value;
    return this;
  }

  public ParsedEntryMaker published(@Nullable String value) {
    published = value;
    return this;
  }

  public ParsedEntryMaker updated(@Nullable String value) {
    updated = value;
    return this;
  }

  public ParsedEntryMaker authors(List<String> value) {
    authors = value;
    return this;
  }

  public ParsedEntryMaker tags(List<String> value) {
    tags = value;
    return this;
  }

  public ParsedEntryMaker language(@Nullable String value) {
    language = value;
    return this;
  }

  public ParsedEntryMaker media(EntryMedia value) {
    media = value;
    return this;
  }

  public ParsedEntryMaker publisher(@Nullable String value) {
    publisher = value;
    return this;
  }

  public ParsedEntry build() {
    return new ParsedEntry(
        guid,
        link,
        originalLink,
        base,
        title,
        content,
        summary,
        EntryDate.parse(published),
        EntryDate.parse(updated),
        authors,
        tags,
        language,
        media,
        publisher);
  }
}
