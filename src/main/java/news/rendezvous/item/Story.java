package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees of a story: the members that a JSON Feed 1.1 item has, under its names.
 *
 * @param url canonical permalink
 * @param title plain text
 * @param contentHtml sanitised HTML
 * @param contentText plain text
 * @param summary plain text
 * @param image absolute address of the lead picture
 * @param attachments files that come with it
 * @param datePublished when it was published, never later than it was fetched
 * @param dateModified when it was changed
 * @param authors who wrote it
 * @param tags what it is about
 * @param language BCP 47 tag
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

  /**
   * Guards the times.
   *
   * @throws IllegalArgumentException for one that no format can write
   */
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

  /** The same story, changed at that time. */
  public Story modifiedAt(Instant time) {
    return with(datePublished, time);
  }

  /**
   * The same story with what its references resolve to in the place of their addresses: in the
   * content, in the files and in the link. Pictures stand where their lines stood, and one of them
   * leads a story without a lead picture. Each file that a reference leads to is an attachment.
   */
  public Story picturing(List<Related> references) {
    ResolvedAddresses resolved = ResolvedAddresses.of(references);
    return new Story(
        resolved.permalink(url),
        title,
        ContentReferences.in(contentHtml, references),
        contentText,
        summary,
        resolved.lead(image),
        LinkedFiles.beside(attachments.stream().map(resolved::file).toList(), title, references),
        datePublished,
        dateModified,
        authors,
        tags,
        language);
  }

  /** The same story without the attachments that references have led to. */
  public Story apartFrom(List<Related> references) {
    return new Story(
        url,
        title,
        contentHtml,
        contentText,
        summary,
        image,
        LinkedFiles.apart(attachments, references),
        datePublished,
        dateModified,
        authors,
        tags,
        language);
  }

  /**
   * References as they are beside {@link #picturing} of them: each URL once, and the unresolved
   * ones at their places in that content.
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
}
