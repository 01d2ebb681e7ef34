package news.rendezvous.serve.query;

import java.util.ArrayList;
import java.util.List;
import news.rendezvous.view.Selection;
import org.jspecify.annotations.Nullable;

/** Title of a feed with a filter: the title of all, and each condition. */
public final class FilterTitle {

  private FilterTitle() {}

  /**
   * The title of a feed.
   *
   * @param unfiltered the title of the feed without the filter
   */
  public static String of(Selection selection, String unfiltered) {
    List<String> parts = new ArrayList<>();
    parts.add(unfiltered);
    add(parts, "from ", String.join(", ", selection.sources()));
    add(parts, "tagged ", String.join(", ", selection.tags()));
    add(parts, "in ", String.join(", ", selection.languages()));
    add(parts, "with ", selection.query().toString());
    add(parts, "since ", selection.since());
    add(parts, "until ", selection.until());
    return String.join(" · ", parts);
  }

  private static void add(List<String> parts, String preposition, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      parts.add(preposition + value);
    }
  }
}
