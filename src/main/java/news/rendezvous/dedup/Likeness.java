package news.rendezvous.dedup;

import java.util.Locale;
import java.util.regex.Pattern;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Sketch;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entry under the URL of a story tells that story, or the URL is that of a home page.
 */
final class Likeness {

  private static final Pattern SILENT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private Likeness() {}

  /** Whether title or text is that of the story, as far as they say anything. */
  static boolean of(Known known, Entry entry) {
    if (resemble(known.traits().told().sketch(), entry.sketch())) {
      return true;
    }
    Story before = known.item().story();
    Story now = entry.story();
    boolean oneSource = known.traits().source().equals(entry.source().id());
    // Without any guid the source itself knows its stories by their links.
    boolean named = known.item().extension().guid() != null || entry.guid() != null;
    return oneSource && !named
        || isSame(spoken(before.title()), spoken(now.title()))
        || tellTheSame(spoken(StoryText.of(before)), spoken(StoryText.of(now)), oneSource);
  }

  private static boolean resemble(@Nullable Sketch one, @Nullable Sketch other) {
    return one != null && other != null && one.resembles(other);
  }

  private static boolean isSame(String one, String other) {
    return !one.isEmpty() && one.equals(other);
  }

  // Another source's link without a text is a link to the story; the same source's is its habit.
  private static boolean tellTheSame(String one, String other, boolean oneSource) {
    return one.isEmpty() || other.isEmpty()
        ? !oneSource
        : one.startsWith(other) || other.startsWith(one);
  }

  private static String spoken(@Nullable String text) {
    return text == null ? "" : SILENT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
