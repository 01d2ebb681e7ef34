package news.rendezvous.item;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Targets of the references whose URLs are in the fields of a story.
 *
 * @param references those that are resolved
 * @param picture the first picture that is a target
 */
record ResolvedAddresses(Map<LinkHash, Related> references, @Nullable String picture) {

  ResolvedAddresses {
    references = Map.copyOf(references);
  }

  static ResolvedAddresses of(List<Related> references) {
    List<Related> resolved = references.stream().filter(one -> !one.urls().isEmpty()).toList();
    return new ResolvedAddresses(
        resolved.stream()
            .collect(Collectors.toMap(Related::link, Function.identity(), (a, b) -> a)),
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
}
