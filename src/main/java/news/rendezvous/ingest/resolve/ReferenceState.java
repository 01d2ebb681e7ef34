package news.rendezvous.ingest.resolve;

import org.jspecify.annotations.Nullable;

/**
 * Counts of a source's references.
 *
 * @param endPoint that answered for the source last
 * @param lastError reason of the latest failure; null while none fails
 */
public record ReferenceState(
    int resolved, int unresolved, @Nullable String endPoint, @Nullable String lastError) {}
