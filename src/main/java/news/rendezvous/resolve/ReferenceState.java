package news.rendezvous.resolve;

import org.jspecify.annotations.Nullable;

/**
 * How the references of a source fare.
 *
 * @param resolved how many lead somewhere
 * @param unresolved how many lead nowhere yet
 * @param endPoint that answered for the source last
 * @param lastError why the last one that failed leads nowhere; null while none fails
 */
public record ReferenceState(
    int resolved, int unresolved, @Nullable String endPoint, @Nullable String lastError) {}
