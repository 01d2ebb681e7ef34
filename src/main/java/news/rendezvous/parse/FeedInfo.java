package news.rendezvous.parse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself. Texts and addresses are as the feed gives them: neither cleaned nor
 * trusted; addresses are absolute.
 *
 * @param title its title
 * @param homePage address of the site it belongs to
 * @param description what it is about
 * @param language its language tag
 * @param icon address of its icon or logo
 * @param timeToLive how long it asks to be left alone (RSS ttl, sy:updatePeriod)
 */
public record FeedInfo(
    @Nullable Markup title,
    @Nullable String homePage,
    @Nullable Markup description,
    @Nullable String language,
    @Nullable String icon,
    @Nullable Duration timeToLive) {}
