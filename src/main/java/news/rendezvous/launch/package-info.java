/**
 * Start of the process.
 *
 * <p>Configuration enters; a running service leaves, or one message for each mistake of the
 * operator with a valid form, and exit code 1. No mistake of an operator ends in a stack trace.
 */
@NullMarked
package news.rendezvous.launch;

import org.jspecify.annotations.NullMarked;
