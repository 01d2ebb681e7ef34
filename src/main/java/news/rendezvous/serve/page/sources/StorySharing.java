package news.rendezvous.serve.page.sources;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;

/**
 * Stories that a source shares with others, among those in the view.
 *
 * @param first stories that it brought first
 * @param given those of them that others carried too
 * @param taken stories that another source brought first
 * @param partners sources that it shares most stories with
 */
record StorySharing(int first, int given, int taken, List<Partner> partners) {

  private static final int MOST_PARTNERS = 5;

  /**
   * Another source.
   *
   * @param id its id
   * @param given stories that the source brought first and this one carried too
   * @param taken stories that this one brought first
   */
  record Partner(String id, int given, int taken) {

    private Partner plus(Partner other) {
      return new Partner(id, given + other.given, taken + other.taken);
    }
  }

  /**
   * Counts the stories that a source carried.
   *
   * @param source its id
   * @param carried all stories that it carried
   */
  static StorySharing of(String source, List<NewsItem> carried) {
    Map<String, Partner> partners = new HashMap<>();
    int first = 0;
    int given = 0;
    for (NewsItem item : carried) {
      String origin = item.extension().source().id();
      List<String> others =
          item.extension().duplicates().stream()
              .map(Duplicate::source)
              .filter(other -> !other.equals(source))
              .distinct()
              .toList();
      if (!origin.equals(source)) {
        partners.merge(origin, new Partner(origin, 0, 1), Partner::plus);
        continue;
      }
      first++;
      given += others.isEmpty() ? 0 : 1;
      others.forEach(other -> partners.merge(other, new Partner(other, 1, 0), Partner::plus));
    }
    return new StorySharing(
        first,
        given,
        carried.size() - first,
        partners.values().stream()
            .sorted(
                Comparator.comparingInt((Partner one) -> -one.given() - one.taken())
                    .thenComparing(Partner::id))
            .limit(MOST_PARTNERS)
            .toList());
  }
}
