package news.rendezvous.item;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Targets of references in the fields of a story besides its content: permalink, lead picture,
 * attachments.
 *
 * @param picture the first picture that is a target
 */
record ReferenceTargets(Map<LinkHash, Related> references, @Nullable String picture) {

  ReferenceTargets {
    references = Map.copyOf(references);
  }

  static ReferenceTargets of(List<Related> references) {
    List<Related> resolved = references.stream().filter(one -> !one.urls().isEmpty()).toList();
    return new ReferenceTargets(
        Related.byLink(resolved),
        resolved.stream()
            .filter(one -> one.kind() == Related.Kind.IMAGE)
            .flatMap(one -> one.pictures().stream())
            .findFirst()
            .orElse(null));
  }

  private Optional<String> source(String address) {
    return LinkHash.inAddress(address).map(references::get).map(Related::source);
  }

  /** The lead picture, or else the first picture that is a target. */
  @Nullable String lead(@Nullable String image) {
    return image == null ? picture : source(image).orElse(image);
  }

  Attachment file(Attachment file) {
    return source(file.url())
        .map(
            url ->
                new Attachment(
                    url,
                    file.mimeType(),
                    file.sizeInBytes(),
                    file.durationInSeconds(),
                    file.title()))
        .orElse(file);
  }

  /** The permalink; for a reference, the page that is its target. */
  @Nullable CanonicalUrl permalink(@Nullable CanonicalUrl url) {
    return url == null
        ? null
        : LinkHash.inAddress(url.toString())
            .map(references::get)
            .filter(one -> one.kind() == Related.Kind.SELF || one.kind() == Related.Kind.STORY)
            .flatMap(one -> one.urls().stream().findFirst())
            .orElse(url);
  }

  /**
   * All attachments, each URL once. The title of a story or of another file does not describe a
   * file, and equal titles denote the same file in another format in JSON Feed 1.1.
   *
   * @param own attachments of the source
   */
  static List<Attachment> beside(
      List<Attachment> own, @Nullable String title, List<Related> references) {
    Set<String> addresses = own.stream().map(Attachment::url).collect(Collectors.toSet());
    Set<String> titles = own.stream().map(ReferenceTargets::title).collect(Collectors.toSet());
    titles.add(String.valueOf(title));
    return Stream.concat(
            own.stream(),
            references.stream()
                .flatMap(reference -> reference.files().stream())
                .filter(file -> addresses.add(file.url()))
                .map(file -> titles.add(title(file)) ? file : file.untitled()))
        .toList();
  }

  /**
   * Attachments that are no target of a reference, or of which more is known than a reference
   * gives.
   */
  static List<Attachment> apart(List<Attachment> all, List<Related> references) {
    Set<String> linked = new HashSet<>();
    references.forEach(one -> one.urls().forEach(url -> linked.add(url.toString())));
    return all.stream()
        .filter(
            file ->
                file.sizeInBytes() != null
                    || file.durationInSeconds() != null
                    || !linked.contains(file.url()))
        .toList();
  }

  private static String title(Attachment file) {
    return String.valueOf(file.title());
  }
}
