package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A story as a reader sees it: the members of a JSON Feed 1.1 item, under the same names.
 *
 * @param image absolute address of the lead picture
 * @param datePublished time of publication, never later than the fetch
 */
public record Story(
    @Nullable CanonicalUrl url,
    @Nullable String title,
    @Nullable String contentHtml,
    @Nullable String contentText,
    @Nullable String summary,
    @Nullable String image,
    List<Attachment> attachments,
    @Nullable Instant datePublished,
    @Nullable Instant dateModified,
    List<Author> authors,
    List<String> tags,
    @Nullable String language) {

  public Story {
    RecordTimes.optional(datePublished, "date_published");
    RecordTimes.optional(dateModified, "date_modified");
    attachments = List.copyOf(attachments);
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
  }

  /** The same story with another date of publication. */
  public Story publishedAt(@Nullable Instant time) {
    return with(time, dateModified);
  }

  /** The same story with another date of change. */
  public Story modifiedAt(Instant time) {
    return with(datePublished, time);
  }

  /**
   * The same story with the targets of its references in place of their URLs: in content, files and
   * link. Pictures are inserted at the places of their lines, and the first is the lead picture of
   * a story without one. Each file that is a target is an attachment.
   */
  public Story picturing(List<Related> references) {
    ReferenceTargets resolved = ReferenceTargets.of(references);
    return new Story(
        resolved.permalink(url),
        title,
        ContentReferences.in(contentHtml, references),
        contentText,
        summary,
        resolved.lead(image),
        ReferenceTargets.beside(
            attachments.stream().map(resolved::file).toList(), title, references),
        datePublished,
        dateModified,
        authors,
        tags,
        language);
  }

  /** The same story without the attachments that are targets of references. */
  public Story apartFrom(List<Related> references) {
    return new Story(
        url,
        title,
        contentHtml,
        contentText,
        summary,
        image,
        ReferenceTargets.apart(attachments, references),
        datePublished,
        dateModified,
        authors,
        tags,
        language);
  }

  /**
   * The references for the story of {@link #picturing}: each URL once, and the unresolved ones with
   * their offsets in its content.
   */
  public List<Related> placing(List<Related> references) {
    return Related.distinct(ContentReferences.placed(contentHtml, references));
  }

  private Story with(@Nullable Instant published, @Nullable Instant modified) {
    return new Story(
        url,
        title,
        contentHtml,
        contentText,
        summary,
        image,
        attachments,
        published,
        modified,
        authors,
        tags,
        language);
  }

  /** An author of a story. */
  public record Author(String name) {

    public Author {
      Objects.requireNonNull(name, "the name of an author is missing");
    }
  }
}
