package news.rendezvous.ingest.normalize.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.url.MediaUrl;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Visible content of a sanitised body: its text, the URLs that it links to or shows, its lead
 * picture.
 */
final class VisibleContent {

  /** Shortest side of a lead picture, in pixels; smaller pictures are icons and emoji. */
  private static final int SHORTEST_SIDE = 100;

  private static final Pattern PIXELS = Pattern.compile("\\s*(\\d{1,6})(?:px)?\\s*");

  private final StringBuilder text = new StringBuilder(2048);
  private final List<String> targets = new ArrayList<>();
  private @Nullable String lead;
  private boolean media;

  void text(String words) {
    text.append(words);
  }

  void separate() {
    if (text.length() > 0 && !PlainText.isSpace(text.charAt(text.length() - 1))) {
      text.append('\n');
    }
  }

  void picture(Element img, String url) {
    int side = Math.min(side(img, "width"), side(img, "height"));
    // A picture of one pixel counts readers.
    if (side <= 1) {
      return;
    }
    media = true;
    target(url);
    if (lead == null && side >= SHORTEST_SIDE && !MediaUrl.isAvatar(url)) {
      lead = url;
    }
  }

  void media(Optional<String> url) {
    media = true;
    url.ifPresent(this::target);
  }

  void target(String url) {
    targets.add(url);
  }

  /** Length of a side in pixels; the greatest number if it is not given in pixels. */
  private static int side(Element img, String name) {
    Matcher pixels = PIXELS.matcher(img.attr(name));
    return pixels.matches() ? Integer.parseInt(pixels.group(1)) : Integer.MAX_VALUE;
  }

  String text() {
    return text.toString();
  }

  List<String> targets() {
    return targets;
  }

  /** URL of the first picture that is not known to be small. */
  @Nullable String lead() {
    return lead;
  }

  boolean isEmpty() {
    return !media && text.chars().allMatch(PlainText::isSpace);
  }
}
