package news.rendezvous.item;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attachments of a story that its references lead to, behind those of its source. */
final class LinkedFiles {

  private LinkedFiles() {}

  /**
   * All attachments, each address once. A title that another file or the story itself has says
   * nothing about a file, and means the same file in another format in JSON Feed 1.1.
   *
   * @param own those that there are
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

  /** Those that no reference leads to, and those of which more is known than a reference says. */
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
