package news.rendezvous.page;

import org.jspecify.annotations.Nullable;

/**
 * How one source fares, as far as it is anybody's business: the address of its feed may hold a
 * secret, and is not here.
 *
 * @param id the source's id
 * @param name its title, else its id
 * @param home its site
 * @param state how it fares
 * @param stories the list of what it carried
 * @param feed the feed of that
 * @param items how many of its stories are held
 * @param last when it was polled; null before the first poll
 * @param next when it is polled next; null for never, or at once
 * @param reason why then
 * @param held until when its host is left alone, because it asked for that
 * @param error what went wrong, and what to do about it
 * @param warning what is odd about it
 */
record SourceRow(
    String id,
    String name,
    @Nullable String home,
    State state,
    String stories,
    String feed,
    int items,
    @Nullable Moment last,
    @Nullable Moment next,
    @Nullable String reason,
    @Nullable Moment held,
    @Nullable String error,
    @Nullable String warning) {}
