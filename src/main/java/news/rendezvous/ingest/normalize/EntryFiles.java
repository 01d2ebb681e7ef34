package news.rendezvous.ingest.normalize;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.normalize.html.Content;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.ingest.normalize.identity.EntryUrls;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.text.MediaTypes;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.url.MediaUrl;
import org.jspecify.annotations.Nullable;

/**
 * The files of one entry.
 *
 * @param pictures pictures that it lists besides its content
 */
record EntryFiles(List<Attachment> enclosures, List<Attachment> pictures) {

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+|image/\\*");

  /** Types less specific than the extension of a file name. */
  private static final Set<String> VAGUE =
      Set.of(
          Attachment.UNKNOWN_TYPE,
          "binary/octet-stream",
          "application/binary",
          "application/download",
          "application/x-download",
          "application/force-download",
          "image/*");

  static EntryFiles of(EntryMedia media, EntryUrls addresses, NormalizeConfig config) {
    Reader reader = new Reader(addresses, config);
    return new EntryFiles(
        reader.attachments(media.enclosures()),
        reader.attachments(media.contents()).stream().filter(Attachment::isPicture).toList());
  }

  private record Reader(EntryUrls addresses, NormalizeConfig config) {

    List<Attachment> attachments(List<Enclosure> files) {
      return files.stream().flatMap(file -> attachment(file).stream()).toList();
    }

    private Optional<Attachment> attachment(Enclosure file) {
      return addresses
          .file(file.url())
          .map(
              url ->
                  new Attachment(
                      url,
                      type(file.type(), url),
                      positive(file.bytes()),
                      positive(file.seconds()),
                      title(file)));
    }

    private @Nullable String title(Enclosure file) {
      String title = PlainText.of(file.title());
      return title == null ? null : Truncation.toBytes(title, config.maxTitle().asLongValue());
    }
  }

  private static String type(@Nullable String given, String url) {
    Optional<String> stated =
        Optional.ofNullable(given)
            .map(MediaTypes::essence)
            .filter(type -> MEDIA_TYPE.matcher(type).matches());
    return stated
        .filter(type -> !VAGUE.contains(type))
        .or(() -> MediaTypes.guess(url))
        .or(() -> stated)
        .orElse(Attachment.UNKNOWN_TYPE);
  }

  // RSS 2.0 requires a length even if it is unknown; feeds then write 0.
  private static @Nullable Long positive(@Nullable Long number) {
    return number != null && number > 0 ? number : null;
  }

  /** URL of the first picture that may be the lead picture. */
  static Optional<String> lead(List<Attachment> files) {
    return files.stream()
        .filter(Attachment::isPicture)
        .map(Attachment::url)
        .filter(url -> !MediaUrl.isAvatar(url))
        .findFirst();
  }

  /**
   * The attachments of a story besides the pictures of its content and its lead picture, each URL
   * once.
   */
  List<Attachment> beside(Content content, @Nullable String lead, int most) {
    Set<String> addresses = new HashSet<>();
    Set<String> titles = new HashSet<>();
    Set<String> shown = content.places();
    Stream<Attachment> unseen =
        pictures.stream()
            .filter(picture -> !shown.contains(MediaUrl.withoutQuery(picture.url())))
            .filter(picture -> picture.title() != null || !picture.url().equals(lead));
    return Stream.concat(enclosures.stream(), unseen)
        .filter(file -> addresses.add(file.url()))
        .limit(most)
        .map(file -> titles.add(String.valueOf(file.title())) ? file : file.untitled())
        .toList();
  }
}
