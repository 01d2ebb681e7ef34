/**
 * Start of the process.
 *
 * <p>Configuration enters; a running service leaves, or one message for each mistake in the
 * configuration with a valid form, and exit code 1. No such mistake ends in a stack trace.
 */
@NullMarked
package news.rendezvous.launch;

import org.jspecify.annotations.NullMarked;
