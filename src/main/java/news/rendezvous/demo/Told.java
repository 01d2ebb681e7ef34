package news.rendezvous.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sample story that was told.
 *
 * @param published when
 * @param corrected when a correction was added to it
 */
record Told(Tale tale, Instant published, @Nullable Instant corrected) {}
