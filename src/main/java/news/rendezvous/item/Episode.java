package news.rendezvous.item;

import org.jspecify.annotations.Nullable;

/**
 * Podcast episode metadata of the iTunes namespace that JSON Feed has no member for. Duration and
 * artwork have one: {@link Attachment#durationInSeconds()} and {@link Story#image()}.
 *
 * @param episodeType {@code full}, {@code trailer} or {@code bonus}
 * @param explicit true if it is marked as explicit
 */
public record Episode(
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String episodeType,
    @Nullable Boolean explicit) {}
