package news.rendezvous.serve.page.sources;

import news.rendezvous.serve.page.layout.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * Public state of a source. The URL of its feed may hold a secret and is left out.
 *
 * @param id the source's id
 * @param name its title, else its id
 * @param home its home page
 * @param state its status
 * @param stories URL of the list of its stories
 * @param feed URL of its feed here
 * @param items number of its stories in the view
 * @param last time of the last poll; null before the first one
 * @param next time of the next poll; null for never, or as soon as possible
 * @param reason reason of that time
 * @param pausedUntil time until which its host must not be requested (Retry-After)
 * @param error last error, with its remedy
 * @param warning warning about the source
 */
record SourceRow(
    String id,
    String name,
    @Nullable String home,
    StatusLabel state,
    String stories,
    String feed,
    int items,
    @Nullable DisplayTime last,
    @Nullable DisplayTime next,
    @Nullable String reason,
    @Nullable DisplayTime pausedUntil,
    @Nullable String error,
    @Nullable String warning) {}
