package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Builder of stories for tests; members that are not set are absent. */
public final class StoryMaker {

  private @Nullable CanonicalUrl url;
  private @Nullable String title;
  private @Nullable String contentHtml;
  private @Nullable String contentText;
  private @Nullable String summary;
  private @Nullable String image;
  private List<Attachment> attachments = List.of();
  private @Nullable Instant datePublished;
  private @Nullable Instant dateModified;
  private List<Author> authors = List.of();
  private List<String> tags = List.of();
  private @Nullable String language;

  public StoryMaker url(@Nullable CanonicalUrl value) {
    url = value;
    return this;
  }

  public StoryMaker title(@Nullable String value) {
    title = value;
    return this;
  }

  public StoryMaker contentHtml(@Nullable String value) {
    contentHtml = value;
    return this;
  }

  public StoryMaker contentText(@Nullable String value) {
    contentText = value;
    return this;
  }

  public StoryMaker summary(@Nullable String value) {
    summary = value;
    return this;
  }

  public StoryMaker image(@Nullable String value) {
    image = value;
    return this;
  }

  public StoryMaker attachments(List<Attachment> value) {
    attachments = value;
    return this;
  }

  public StoryMaker datePublished(@Nullable Instant value) {
    datePublished = value;
    return this;
  }

  public StoryMaker dateModified(@Nullable Instant value) {
    dateModified = value;
    return this;
  }

  public StoryMaker authors(List<Author> value) {
    authors = value;
    return this;
  }

  public StoryMaker tags(List<String> value) {
    tags = value;
    return this;
  }

  public StoryMaker language(@Nullable String value) {
    language = value;
    return this;
  }

  public Story build() {
    return new Story(
        url,
        title,
        contentHtml,
        contentText,
        summary,
        image,
        attachments,
        datePublished,
        dateModified,
        authors,
        tags,
        language);
  }
}
