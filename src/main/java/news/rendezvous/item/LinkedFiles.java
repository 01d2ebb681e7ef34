package news.rendezvous.item;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Attachments of a story that are targets of its references, besides those of its source. */
final class LinkedFiles {

  private LinkedFiles() {}

  /**
   * All attachments, each URL once. The title of a story or of another file does not describe a
   * file, and equal titles denote the same file in another format in JSON Feed 1.1.
   *
   * @param own attachments of the source
   * @param title of the story
   */
  static List<Attachment> beside(
      List<Attachment> own, @Nullable String title, List<Related> references) {
    Set<String> addresses = own.stream().map(Attachment::url).collect(Collectors.toSet());
    Set<String> titles = own.stream().map(LinkedFiles::title).collect(Collectors.toSet());
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
