/**
 * The start of the process.
 *
 * <p>Configuration enters; a running service leaves, or lines that name each mistake of the
 * operator with a right form, and exit code 1. Nothing here is asked by another package, and no
 * mistake of an operator ever ends in a stack trace.
 */
@NullMarked
package news.rendezvous.launch;

import org.jspecify.annotations.NullMarked;
